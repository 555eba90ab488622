namespace MatchingEngine.Client.Feed;

/// <summary>
/// Which publications (Aeron sessions) are known, and which numbering each belongs to. The oldest make room.
/// </summary>
internal sealed class SourceEpochs
{
    private const int Capacity = 16;

    private readonly int[] _sources = new int[Capacity];
    private readonly ulong[] _epochs = new ulong[Capacity];
    private readonly ulong[] _lastSeqNums = new ulong[Capacity];
    private int _count;
    private int _next;

    /// <summary>What a source has said last.</summary>
    /// <param name="source">The source.</param>
    /// <param name="lastSeqNum">The last number that it named.</param>
    /// <returns>Its epoch; 0 when it has not said it yet.</returns>
    public ulong Find(int source, out ulong lastSeqNum)
    {
        int index = IndexOf(source);
        lastSeqNum = index < 0 ? 0 : _lastSeqNums[index];
        return index < 0 ? 0 : _epochs[index];
    }

    /// <summary>Notes what a source says.</summary>
    public void Set(int source, ulong epoch, ulong lastSeqNum)
    {
        int index = IndexOf(source);
        if (index < 0)
        {
            index = _next;
            _next = (_next + 1) % Capacity;
            _count = Math.Min(_count + 1, Capacity);
        }
        _sources[index] = source;
        _epochs[index] = epoch;
        _lastSeqNums[index] = lastSeqNum;
    }

    /// <summary>Forgets all sources of an epoch: they have to say again what they belong to.</summary>
    public void Forget(ulong epoch)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_epochs[i] == epoch)
                (_epochs[i], _lastSeqNums[i]) = (0, 0);
        }
    }

    private int IndexOf(int source) => _sources.AsSpan(0, _count).IndexOf(source);
}
