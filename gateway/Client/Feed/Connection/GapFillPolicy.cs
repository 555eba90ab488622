namespace MatchingEngine.Client.Feed;

/// <summary>When a gap of a stream is no longer worth asking for.</summary>
/// <param name="MaxMessages">Larger gaps are not asked for at all.</param>
/// <param name="PatienceMillis">After so long without a message coming in it is given up.</param>
internal readonly record struct GapFillPolicy(ulong MaxMessages, long PatienceMillis)
{
    /// <summary>Asks nobody: what no channel brings is given up.</summary>
    public static GapFillPolicy None { get; } = new(0, 0);

    /// <summary>Asks for ever.</summary>
    public static GapFillPolicy Never { get; } = new(ulong.MaxValue, long.MaxValue);
}
