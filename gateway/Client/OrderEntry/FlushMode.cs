namespace MatchingEngine.Client;

/// <summary>When messages leave for the socket.</summary>
public enum FlushMode
{
    /// <summary>Each message at once: the lowest latency, one system call a message.</summary>
    Immediate,

    /// <summary>
    /// Together, on <see cref="OrderEntryClient.Flush"/> and at the end of each <see cref="OrderEntryClient.Poll"/>:
    /// the highest throughput.
    /// </summary>
    Batched,
}
