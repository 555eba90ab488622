namespace MatchingEngine.Client.Feed;

/// <summary>
/// Which publications (Aeron sessions) are known, and which numbering each belongs to. The oldest make room.
/// </summary>
internal sealed class SourceEpochs
{
    private const int Capacity = 16;

    private readonly int[] _sources = new int[Capacity];
    private readonly ulong[] _epochs = new ulong[Capacity];
    private int _count;
    private int _next;

    /// <summary>The epoch of a source; 0 when it has not said it yet.</summary>
    public ulong Find(int source)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_sources[i] == source)
                return _epochs[i];
        }
        return 0;
    }

    public void Add(int source, ulong epoch)
    {
        _sources[_next] = source;
        _epochs[_next] = epoch;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
    }
}
