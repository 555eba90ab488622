namespace MatchingEngine.AeronDriver.Publications;

/// <summary>
/// Which receivers a publication has heard of late. Anybody may claim to be one, so the room is fixed: of a crowd beyond it
/// enough are known to tell that somebody listens. Used by the sender's thread alone.
/// </summary>
internal sealed class ReceiverLiveness(long timeoutNanos)
{
    public const int MaxReceivers = 1024;

    private long[] _ids = new long[4];
    private long[] _lastHeardNanos = new long[4];

    public int Count { get; private set; }

    public void OnHeard(long receiverId, long nowNanos)
    {
        int index = Array.IndexOf(_ids, receiverId, 0, Count);
        if (index < 0)
        {
            if (Count == MaxReceivers)
            {
                return;
            }

            if (Count == _ids.Length)
            {
                Array.Resize(ref _ids, Count * 2);
                Array.Resize(ref _lastHeardNanos, Count * 2);
            }

            index = Count++;
            _ids[index] = receiverId;
        }

        _lastHeardNanos[index] = nowNanos;
    }

    /// <summary>True when the receiver had been heard of.</summary>
    public bool Remove(long receiverId)
    {
        int index = Array.IndexOf(_ids, receiverId, 0, Count);
        if (index >= 0)
        {
            RemoveAt(index);
        }

        return index >= 0;
    }

    public void OnTime(long nowNanos)
    {
        for (int index = Count - 1; index >= 0; index--)
        {
            if (nowNanos - _lastHeardNanos[index] > timeoutNanos)
            {
                RemoveAt(index);
            }
        }
    }

    private void RemoveAt(int index)
    {
        Count--;
        _ids[index] = _ids[Count];
        _lastHeardNanos[index] = _lastHeardNanos[Count];
    }
}
