namespace Adaptive.Agrona.Concurrent;

/// <summary>Work that is done in short turns, again and again, by one thread.</summary>
public interface IAgent
{
    /// <summary>Called once before the first turn, on the agent's thread.</summary>
    void OnStart();

    /// <summary>One turn. Must not block.</summary>
    /// <returns>How much was done; 0 when there was nothing to do.</returns>
    /// <exception cref="AgentTerminationException">Ends the agent.</exception>
    int DoWork();

    /// <summary>Called once after the last turn, on the agent's thread.</summary>
    void OnClose();

    /// <summary>Name of the agent; its thread bears it.</summary>
    /// <returns>The name.</returns>
    string RoleName();
}
