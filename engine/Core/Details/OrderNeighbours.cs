namespace MatchingEngine.Core;

/// <summary>The orders before and behind one in a list: indices of the order pool, -1 for none.</summary>
internal struct OrderNeighbours
{
    public int Previous;
    public int Next;
}
