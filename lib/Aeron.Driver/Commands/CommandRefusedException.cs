namespace MatchingEngine.AeronDriver.Commands;

/// <summary>A client's command cannot be done; the client is told the code and the message.</summary>
internal sealed class CommandRefusedException(ErrorCode code, string message) : Exception(message)
{
    /// <summary>What the client is told.</summary>
    public ErrorCode Code { get; } = code;
}
