using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <summary>
/// Own messages from the oldest unanswered one on, as encoded frames in a ring. Numbers are held as 64-bit values so
/// that the arithmetic around the last 32-bit number does not wrap.
/// </summary>
internal sealed class OutboundWindow(int capacity)
{
    /// <summary>The last number that a message may have.</summary>
    public const long LastSeqNo = uint.MaxValue - 1;

    // Holds the longest frame: 14 bytes of headers and a block of 96.
    private const int SlotSize = 112;
    private const int SessionIDOffset = Frame.BlockOffset;
    private const int MsgSeqNumOffset = Frame.BlockOffset + 4;
    private const int ClOrdIDOffset = Frame.BlockOffset + 8;

    private readonly byte[] _frames = new byte[(long)capacity * SlotSize];
    private readonly bool[] _answered = new bool[capacity];
    private readonly int _mask = capacity - 1;

    /// <summary>Number of the oldest message without an answer; <see cref="Next"/> when there is none.</summary>
    public long Oldest { get; private set; } = 1;

    /// <summary>Number of the next message.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Highest number that the engine itself has answered; 0 before the first.</summary>
    public long LastAnsweredByEngine { get; private set; }

    /// <summary>True when the span from the oldest unanswered message on fills the ring.</summary>
    public bool IsFull => Next - Oldest > _mask;

    /// <summary>Forgets all messages and goes on with this number.</summary>
    public void Reset(long next)
    {
        Oldest = Next = next;
        LastAnsweredByEngine = 0;
    }

    /// <summary>Goes on with a lower number; no message waits. What the engine has answered is below it.</summary>
    public void Return(long next) => Oldest = Next = next;

    /// <summary>True when the message is kept and waits for its answer.</summary>
    public bool IsWaiting(long seqNo) => seqNo >= Oldest && seqNo < Next && !_answered[seqNo & _mask];

    /// <summary>The whole frame of a message that is kept.</summary>
    public ReadOnlySpan<byte> FrameOf(long seqNo)
    {
        Span<byte> slot = Slot(seqNo);
        return slot[..(Frame.BlockOffset + Frame.HeaderOf(slot).BlockLength)];
    }

    /// <summary>Template of a message that is kept.</summary>
    public ushort TemplateIdOf(long seqNo) => Frame.HeaderOf(Slot(seqNo)).TemplateId;

    /// <summary>
    /// ClOrdID of a message that is kept; every message of a trader has it at the same place, those of operators have
    /// none: 0.
    /// </summary>
    public ulong ClOrdIDOf(long seqNo) => TemplateIdOf(seqNo) < ExecutionReportNewBlock.TemplateId
        ? MemoryMarshal.Read<ulong>(Slot(seqNo)[ClOrdIDOffset..])
        : 0;

    /// <summary>Keeps a message under the next number; the caller has asked <see cref="IsFull"/>.</summary>
    /// <returns>Its whole frame, with session and number filled in.</returns>
    public ReadOnlySpan<byte> Append<TBlock>(in TBlock block, uint sessionID) where TBlock : unmanaged, IMessageBlock
    {
        Span<byte> slot = Slot(Next);
        Frame.Write(slot, in block);
        uint seqNo = (uint)Next;
        MemoryMarshal.Write(slot[SessionIDOffset..], in sessionID);
        MemoryMarshal.Write(slot[MsgSeqNumOffset..], in seqNo);
        _answered[Next & _mask] = false;
        Next++;
        return slot[..Frame.LengthOf<TBlock>()];
    }

    /// <summary>Lets a message go.</summary>
    public void Answer(long seqNo)
    {
        if (!IsWaiting(seqNo))
            return;
        _answered[seqNo & _mask] = true;
        while (Oldest < Next && _answered[Oldest & _mask])
            Oldest++;
    }

    /// <summary>Lets a message go that the engine has answered.</summary>
    public void AnswerByEngine(long seqNo)
    {
        LastAnsweredByEngine = Math.Max(LastAnsweredByEngine, seqNo);
        Answer(seqNo);
    }

    private Span<byte> Slot(long seqNo) => _frames.AsSpan((int)(seqNo & _mask) * SlotSize, SlotSize);
}
