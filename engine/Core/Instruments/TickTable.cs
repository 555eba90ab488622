namespace MatchingEngine.Core;

/// <summary>
/// Which prices of an instrument are valid, piecewise by price. All in multiples of its smallest increment, so that
/// prices keep their meaning whatever the table: from each start on, prices are multiples of that row's increment,
/// and so is the start itself.
/// </summary>
internal sealed class TickTable
{
    /// <summary>Rows that a table can have.</summary>
    public const int MaxRows = 64;

    private readonly long[] _starts = new long[MaxRows];
    private readonly long[] _increments = new long[MaxRows];

    /// <summary>A table by which every multiple of the smallest increment is valid.</summary>
    public TickTable()
    {
        _increments[0] = 1;
        Count = 1;
    }

    /// <summary>Number of rows, 1 and up; the first starts at 0.</summary>
    public int Count { get; private set; }

    public long StartOf(int row) => _starts[row];

    public long IncrementOf(int row) => _increments[row];

    public bool IsValid(long ticks) => Count == 1 && _increments[0] == 1 || ticks % _increments[RowOf(ticks)] == 0;

    /// <summary>The valid price nearest to this one, 1 and up, that is not above it; 0 if there is none.</summary>
    public long RoundDown(long ticks) => ticks - ticks % _increments[RowOf(ticks)];

    /// <summary>The valid price nearest to this one, 1 and up, that is not below it.</summary>
    public long RoundUp(long ticks)
    {
        int row = RowOf(ticks);
        long beyond = ticks % _increments[row];
        if (beyond == 0)
            return ticks;
        long missing = _increments[row] - beyond;
        long next = row + 1 < Count ? _starts[row + 1] : long.MaxValue;
        return missing > next - ticks ? next : ticks + missing;
    }

    /// <summary>Adds a row, or gives the one that starts there another increment.</summary>
    /// <returns>False when the table is full, or the start is no multiple of the increment.</returns>
    public bool TrySet(long startTicks, long incrementTicks)
    {
        if (startTicks % incrementTicks != 0)
            return false;
        int row = RowOf(startTicks);
        if (_starts[row] != startTicks)
        {
            if (Count == MaxRows)
                return false;
            row++;
            Array.Copy(_starts, row, _starts, row + 1, Count - row);
            Array.Copy(_increments, row, _increments, row + 1, Count - row);
            _starts[row] = startTicks;
            Count++;
        }
        _increments[row] = incrementTicks;
        return true;
    }

    /// <summary>Takes the row away that starts there; the row below reaches further up then.</summary>
    /// <returns>False when there is none, or it is the first.</returns>
    public bool TryRemove(long startTicks)
    {
        int row = RowOf(startTicks);
        if (row == 0 || _starts[row] != startTicks)
            return false;
        Count--;
        Array.Copy(_starts, row + 1, _starts, row, Count - row);
        Array.Copy(_increments, row + 1, _increments, row, Count - row);
        return true;
    }

    private int RowOf(long ticks)
    {
        int row = Count - 1;
        while (row > 0 && _starts[row] > ticks)
            row--;
        return row;
    }
}
