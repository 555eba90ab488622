using System.Runtime.CompilerServices;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The application messages that the venue sent in a session version, as the frames that went over the wire, newest
/// last.
/// It is the store of retransmissions and the queue of connections at the same time: a connection is a position in it.
/// Grows by chunks; when it is full the oldest chunk makes room.
/// </summary>
internal sealed unsafe class RecoverableFlow(FlowChunkPool pool, int messagesMax) : IDisposable
{
    /// <summary>Messages in a chunk.</summary>
    public const int ChunkMessages = 4_096;

    /// <summary>Bytes of a chunk.</summary>
    public const int ChunkBytes = ChunkMessages * SlotBytes;

    /// <summary>A slot: 2 bytes that give the length of the frame, then the frame.</summary>
    private const int SlotBytes = 112;

    private readonly nint[] _chunks = new nint[messagesMax / ChunkMessages];
    private long _firstSeqNo = 1;
    private long _oldestSeqNo = 1;
    private long _nextSeqNo = 1;

    /// <summary>Chunks that its messages take.</summary>
    public int ChunkCount { get; private set; }

    /// <summary>Number of the oldest message that is kept; equals <see cref="NextSeqNo"/> when there is none.</summary>
    public long OldestSeqNo => _oldestSeqNo;

    /// <summary>Number of the next message.</summary>
    public long NextSeqNo => _nextSeqNo;

    /// <summary>True when the last number that a message can have is given out.</summary>
    public bool IsUsedUp => _nextSeqNo > uint.MaxValue;

    /// <summary>Forgets everything and starts at this number.</summary>
    public void Reset(long nextSeqNo)
    {
        for (int i = 0; i < _chunks.Length; i++)
        {
            if (_chunks[i] != 0)
                pool.Return((byte*)_chunks[i]);
            _chunks[i] = 0;
        }
        ChunkCount = 0;
        _firstSeqNo = nextSeqNo;
        _oldestSeqNo = nextSeqNo;
        _nextSeqNo = nextSeqNo;
    }

    /// <summary>Appends a message, which becomes number <see cref="NextSeqNo"/>.</summary>
    /// <param name="message">SBE message header and block.</param>
    public void Append(ReadOnlySpan<byte> message)
    {
        long index = _nextSeqNo - _firstSeqNo;
        if (index % ChunkMessages == 0)
            BeginChunk(index);
        int frameLength = FrameLayout.FramingHeaderSize + message.Length;
        if (frameLength > FrameLayout.MaxFrameLength)
            throw new ArgumentException("A message is longer than a frame can be.", nameof(message));
        byte* slot = Slot(index);
        Unsafe.WriteUnaligned(slot, (ushort)frameLength);
        var frame = new Span<byte>(slot + sizeof(ushort), frameLength);
        FrameCodec.WriteFramingHeader(frame, frameLength);
        message.CopyTo(frame[FrameLayout.MessageOffset..]);
        _nextSeqNo++;
    }

    /// <summary>Forgets the messages of the oldest chunk, and gives it back. There are two chunks or more.</summary>
    public void GiveUpOldestChunk()
    {
        if (ChunkCount < 2)
            throw new InvalidOperationException("The newest messages are not given up.");
        long group = (_oldestSeqNo - _firstSeqNo) / ChunkMessages;
        ref nint chunk = ref _chunks[group % _chunks.Length];
        pool.Return((byte*)chunk);
        chunk = 0;
        ChunkCount--;
        _oldestSeqNo = _firstSeqNo + (group + 1) * ChunkMessages;
    }

    /// <summary>The frame of a message that is kept.</summary>
    public ReadOnlySpan<byte> Frame(long seqNo)
    {
        if (seqNo < _oldestSeqNo || seqNo >= _nextSeqNo)
            throw new ArgumentOutOfRangeException(nameof(seqNo), seqNo, "This message is not kept.");
        byte* slot = Slot(seqNo - _firstSeqNo);
        return new ReadOnlySpan<byte>(slot + sizeof(ushort), Unsafe.ReadUnaligned<ushort>(slot));
    }

    public void Dispose() => Reset(1);

    private byte* Slot(long index) =>
        (byte*)_chunks[index / ChunkMessages % _chunks.Length] + index % ChunkMessages * SlotBytes;

    private void BeginChunk(long index)
    {
        ref nint chunk = ref _chunks[index / ChunkMessages % _chunks.Length];
        if (chunk != 0)
        {
            _oldestSeqNo = _nextSeqNo - (long)(_chunks.Length - 1) * ChunkMessages;
            return;
        }
        chunk = (nint)pool.Rent();
        ChunkCount++;
    }
}
