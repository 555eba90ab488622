using MatchingEngine.Journal;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.Demo;

/// <summary>What the demonstration plays, and on what.</summary>
/// <param name="DataDirectory">Data directory to use and keep; null for a temporary one.</param>
/// <param name="FlowFile">Commands file; null for the built-in flow.</param>
/// <param name="FillsFile">Fills file to hold the fills against; null for the fills of the replay.</param>
/// <param name="Commands">Length of the built-in flow.</param>
/// <param name="RoundTrips">Commands at the start that are sent one at a time, each after the answer to the one
/// before.</param>
/// <param name="Window">Commands in flight after that.</param>
/// <param name="Threads">Thread layout.</param>
/// <param name="Durability">When a command is answered.</param>
internal sealed record DemoOptions(
    string? DataDirectory,
    string? FlowFile,
    string? FillsFile,
    int Commands,
    int RoundTrips,
    int Window,
    ThreadLayout Threads,
    DurabilityPolicy Durability);
