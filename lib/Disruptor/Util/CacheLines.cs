namespace Disruptor;

/// <summary>Distances that keep data of different writers apart in memory.</summary>
internal static class CacheLines
{
    /// <summary>Bytes before and after a hot 8-byte field so that it shares no 128-byte pair of lines.</summary>
    internal const int PairPadding = 120;

    /// <summary>Bytes of a pair of cache lines.</summary>
    internal const int PairSize = 128;
}
