using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>The fields with which every published message begins, laid out as in each of its blocks.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct MessagePrefix
{
    /// <summary>Number in the stream.</summary>
    [FieldOffset(0)] public ulong ApplSeqNum;

    /// <summary>Number of the instrument in the stream.</summary>
    [FieldOffset(8)] public ulong RptSeq;

    /// <summary>Number of the command.</summary>
    [FieldOffset(16)] public long EngineSequence;

    /// <summary>Matching time in nanoseconds since 1970-01-01T00:00:00Z.</summary>
    [FieldOffset(24)] public long TransactTime;

    /// <summary>The instrument.</summary>
    [FieldOffset(32)] public uint SecurityId;

    /// <summary>Whether the command has no more messages of the instrument in the stream.</summary>
    [FieldOffset(36)] public MatchEventIndicator MatchEventIndicator;
}
