namespace MatchingEngine.Core;

/// <summary>
/// Stops that a trade has triggered and whose turn has not come, first triggered first. Empty between two commands.
/// </summary>
internal sealed class TriggeredStops
{
    private int[] _orders = new int[1_024];
    private int _first;
    private int _end;

    public int Count => _end - _first;

    public void Add(int orderIndex)
    {
        if (_end == _orders.Length)
            Array.Resize(ref _orders, _end * 2);
        _orders[_end++] = orderIndex;
    }

    public int Take()
    {
        int orderIndex = _orders[_first++];
        if (_first == _end)
            _first = _end = 0;
        return orderIndex;
    }
}
