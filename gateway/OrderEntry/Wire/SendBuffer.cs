namespace MatchingEngine.OrderEntry;

/// <summary>
/// Whole frames on their way to the socket. Application messages leave a reserve free, which belongs to the answers of
/// the session layer: so an answer, and a last Terminate, always find room.
/// </summary>
internal sealed class SendBuffer(int capacity)
{
    /// <summary>Bytes that application messages leave free.</summary>
    public const int Reserve = 1_024;

    /// <summary>More than the answers to one message can take.</summary>
    public const int AnswersMax = 256;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
    private int _head;
    private int _tail;

    /// <summary>Bytes that wait for the socket.</summary>
    public ReadOnlySpan<byte> Unsent => _bytes.AsSpan(_head, _tail - _head);

    public bool IsEmpty => _head == _tail;

    /// <summary>True when the answers to one more message have room, and a Terminate behind them.</summary>
    public bool HasRoomForAnswers => _bytes.Length - (_tail - _head) >= 2 * AnswersMax;

    /// <summary>Appends a frame of an application message, unless that would take of the reserve.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frame)
    {
        if (_bytes.Length - (_tail - _head) < Reserve + frame.Length)
            return false;
        MakeContiguous(frame.Length);
        frame.CopyTo(_bytes.AsSpan(_tail));
        _tail += frame.Length;
        return true;
    }

    /// <summary>Room for one frame of the session layer; empty when even the reserve is used up.</summary>
    public Span<byte> FrameSpace()
    {
        if (_bytes.Length - (_tail - _head) < FrameLayout.MaxFrameLength)
            return default;
        MakeContiguous(FrameLayout.MaxFrameLength);
        return _bytes.AsSpan(_tail, FrameLayout.MaxFrameLength);
    }

    public void Written(int count) => _tail += count;

    public void Sent(int count)
    {
        _head += count;
        if (_head == _tail)
            Clear();
    }

    public void Clear()
    {
        _head = 0;
        _tail = 0;
    }

    private void MakeContiguous(int count)
    {
        if (_bytes.Length - _tail >= count)
            return;
        Unsent.CopyTo(_bytes);
        _tail -= _head;
        _head = 0;
    }
}
