namespace MatchingEngine.OrderEntry;

/// <summary>
/// Bytes of a connection from the socket to the frame. Filled again only when no whole frame is left in it, so that
/// what is moved to the front is always less than a frame.
/// </summary>
internal sealed class ReceiveBuffer(int capacity)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
    private int _head;
    private int _tail;

    /// <summary>Bytes not yet consumed.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_head, _tail - _head);

    /// <summary>True when a frame, whole or broken, stands at the front.</summary>
    public bool HasFrame => FrameCodec.Inspect(Unread, out _) != FrameStatus.Incomplete;

    /// <summary>Room for the next receive.</summary>
    public Span<byte> Free()
    {
        if (_head == _tail)
        {
            _head = 0;
            _tail = 0;
        }
        else if (_bytes.Length - _tail < FrameLayout.MaxFrameLength)
        {
            Unread.CopyTo(_bytes);
            _tail -= _head;
            _head = 0;
        }
        return _bytes.AsSpan(_tail);
    }

    public void Filled(int count) => _tail += count;

    public void Consume(int count) => _head += count;

    public void Clear()
    {
        _head = 0;
        _tail = 0;
    }
}
