using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Numbers the messages of one stream and writes what all of them begin with.</summary>
internal sealed class StreamWriter(FeedStream stream, FeedOutput output)
{
    /// <summary>Number of the last message; 0 before the first.</summary>
    public ulong LastApplSeqNum { get; private set; }

    /// <summary>Begins a packet.</summary>
    public ref byte Claim(int length) => ref output.Claim(length);

    /// <summary>Ends the packet.</summary>
    public void Commit() => output.Commit();

    /// <summary>Begins a message in a packet: header and the fields that all have; the rest is 0.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="instrument">Its instrument.</param>
    /// <param name="command">The command that caused it.</param>
    /// <param name="isLast">Whether the command has no more for the instrument in this stream.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TBlock Begin<TBlock>(
        ref byte at, FeedInstrument instrument, in CommandStamp command, bool isLast)
        where TBlock : unmanaged, IMessageBlock
    {
        ref TBlock block = ref FeedLayout.Begin<TBlock>(ref at);
        Number(ref block, instrument, in command, isLast);
        return ref block;
    }

    /// <summary>Writes the fields that all messages have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number<TBlock>(ref TBlock block, FeedInstrument instrument, in CommandStamp command, bool isLast)
        where TBlock : unmanaged, IMessageBlock
    {
        ref MessagePrefix prefix = ref Unsafe.As<TBlock, MessagePrefix>(ref block);
        prefix.ApplSeqNum = ++LastApplSeqNum;
        prefix.RptSeq = instrument.NextRptSeq(stream);
        prefix.EngineSequence = command.Sequence;
        prefix.TransactTime = command.TimestampNanos;
        prefix.SecurityId = instrument.SecurityId;
        prefix.MatchEventIndicator = isLast ? MatchEventIndicator.EndOfEvent : 0;
    }
}
