using MatchingEngine.Tools.Flow;

namespace MatchingEngine.SystemTests.Support;

/// <summary>The flows that the tests play.</summary>
internal static class Flows
{
    public const uint SecurityId = 1;

    /// <summary>The recorded hour when it is there, else a made one.</summary>
    public static FlowCommand[] RecordedOrSynthetic() =>
        Repository.HasNasdaq ? [.. FlowFile.ReadCommands(Repository.NasdaqCommands)] : Synthetic(100_000, seed: 7);

    public static FlowCommand[] Synthetic(int count, ulong seed)
    {
        var flow = new SyntheticFlow(seed);
        var commands = new FlowCommand[count];
        for (int index = 0; index < count; index++)
            commands[index] = flow.Next();
        return commands;
    }
}
