using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MatchingEngine.MarketData;

/// <summary>
/// The recent messages of one stream: a ring of bytes that one thread writes and any thread reads. The writer never
/// waits: what is oldest is overwritten, and a reader finds out that it was.
/// </summary>
internal sealed unsafe class RecentStore : IDisposable
{
    private const int SmallestMessage = 48;

    // So much of what is oldest is given up at a time: the order of writes is enforced once for all of it.
    private const int MaxStride = 1 << 14;
    private const int StridesInStore = 16;

    // All messages without a group, and a group's header wherever it stands, are within this.
    private const int Prefix = 192;

    private byte* _bytes;
    private readonly long[] _positions;
    private readonly long _mask;
    private readonly int _stride;
    private long _intent;
    private long _tail;
    private ulong _last;

    /// <param name="length">Bytes, a power of two.</param>
    public RecentStore(int length)
    {
        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)length, 64);
        _mask = length - 1;
        _stride = Math.Min(MaxStride, length / StridesInStore);
        _positions = new long[BitOperations.RoundUpToPowerOf2((uint)(length / SmallestMessage))];
    }

    ~RecentStore()
    {
        Free();
    }

    /// <summary>Number of the last message; 0 before the first. Any thread.</summary>
    public ulong Last => Volatile.Read(ref _last);

    /// <summary>
    /// Number of the first message that is still there; one more than <see cref="Last"/> when there is none. May be
    /// gone a moment later. Any thread.
    /// </summary>
    public ulong First
    {
        get
        {
            ulong last = Last;
            ulong low = last >= Kept ? last - Kept + 1 : 1;
            ulong high = last + 1;
            while (low < high)
            {
                ulong middle = low + ((high - low) / 2);
                if (IsThere(Volatile.Read(ref _positions[IndexOf(middle)])))
                    high = middle;
                else
                    low = middle + 1;
            }
            return low;
        }
    }

    /// <summary>Adds the next message. The writer's thread only.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        long position = _tail;
        long untilEnd = _mask + 1 - (position & _mask);
        if (message.Length > untilEnd)
            position += untilEnd;
        if (position + message.Length > _intent)
        {
            // Readers see the intent before any byte of what it overwrites is other than they think.
            Volatile.Write(ref _intent, position + message.Length + _stride);
            Interlocked.MemoryBarrier();
        }
        message.CopyTo(new Span<byte>(_bytes + (position & _mask), message.Length));
        ulong number = _last + 1;
        Volatile.Write(ref _positions[IndexOf(number)], position);
        _tail = position + message.Length;
        Volatile.Write(ref _last, number);
    }

    /// <summary>Copies a message. Any thread.</summary>
    /// <param name="applSeqNum">Its number, 1 and up.</param>
    /// <param name="target">Room for <see cref="FeedLayout.MaxPacketLength"/> bytes.</param>
    /// <returns>Its length; 0 when it is not there yet; -1 when it is there no more.</returns>
    public int TryRead(ulong applSeqNum, Span<byte> target)
    {
        ulong last = Last;
        if (applSeqNum > last)
            return 0;
        if (applSeqNum == 0 || last - applSeqNum >= Kept)
            return -1;
        long position = Volatile.Read(ref _positions[IndexOf(applSeqNum)]);
        if (!IsThere(position))
            return -1;
        int length = Copy(position, target);
        // The copy is done before it is looked at whether it was overwritten meanwhile.
        Interlocked.MemoryBarrier();
        // A reader that slept since it asked for the last number may have found the position of a later message.
        bool isSame = IsThere(position) && Last - applSeqNum < Kept;
        return isSame ? length : -1;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    // What is copied may be overwritten meanwhile, and say any length: the caller finds out, so it only has to fit.
    private int Copy(long position, Span<byte> target)
    {
        int available = (int)Math.Min(_mask + 1 - (position & _mask), FeedLayout.MaxPacketLength);
        var source = new ReadOnlySpan<byte>(_bytes + (position & _mask), available);
        int prefix = Math.Min(Prefix, available);
        source[..prefix].CopyTo(target);
        int length = FeedLayout.LengthOf(target[..Prefix]);
        if (length > prefix)
            source[prefix..Math.Min(length, available)].CopyTo(target[prefix..]);
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf(ulong applSeqNum) => (int)(applSeqNum & (ulong)(_positions.Length - 1));

    // One place less than there are: the next message's position is written before its number is known.
    private ulong Kept => (ulong)_positions.Length - 1;

    private bool IsThere(long position) => position + _mask + 1 >= Volatile.Read(ref _intent);

    private void Free()
    {
        NativeMemory.AlignedFree(_bytes);
        _bytes = null;
    }
}
