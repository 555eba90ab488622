using System.Runtime.CompilerServices;

namespace MatchingEngine.MarketData;

/// <summary>
/// The packets of one snapshot, written at one moment and sent at leisure: messages back to back, as many to a packet
/// as fit. Grows to the largest snapshot and is used again.
/// </summary>
internal sealed class SnapshotPackets
{
    private byte[] _bytes = new byte[FeedLayout.MaxPacketLength * 4];
    private int[] _ends = new int[16];
    private int _packetCount;
    private int _sent;
    private int _length;

    /// <summary>Whether all of it was sent.</summary>
    public bool IsSent => _sent == _packetCount;

    /// <summary>The packet to send next.</summary>
    public ReadOnlySpan<byte> Next
    {
        get
        {
            int begin = _sent == 0 ? 0 : _ends[_sent - 1];
            return _bytes.AsSpan(begin, _ends[_sent] - begin);
        }
    }

    /// <summary>The first packet is behind us.</summary>
    public void Sent() => _sent++;

    /// <summary>Forgets all packets.</summary>
    public void Clear() => _packetCount = _sent = _length = 0;

    /// <summary>Adds room for a message.</summary>
    /// <param name="length">Its bytes, at most a packet's.</param>
    /// <returns>Its first byte; void when the next one is added.</returns>
    public ref byte Add(int length)
    {
        if (_length + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        int begin = _packetCount < 2 ? 0 : _ends[_packetCount - 2];
        bool fits = _packetCount > 0 && _length + length - begin <= FeedLayout.MaxPacketLength;
        if (!fits)
        {
            if (_packetCount == _ends.Length)
                Array.Resize(ref _ends, _packetCount * 2);
            _packetCount++;
        }
        ref byte at = ref _bytes[_length];
        Unsafe.InitBlockUnaligned(ref at, 0, (uint)length);
        _length += length;
        _ends[_packetCount - 1] = _length;
        return ref at;
    }
}
