using System.Runtime.CompilerServices;

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

    /// <summary>Whether every multiple of the smallest increment is valid.</summary>
    public bool IsUniform { get; private set; } = true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsValid(long ticks) => IsUniform || IsOnRow(ticks);

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

    /// <summary>
    /// Makes a range of prices so small that each multiple of the smallest increment in it is valid: rows of this
    /// increment side by side, around a price or right below its row. Nothing may be left.
    /// </summary>
    public void KeepUnitRows(long aroundTicks, ref long lowestTicks, ref long highestTicks)
    {
        int first = RowOf(aroundTicks);
        int behind = first;
        while (behind < Count && _increments[behind] == 1)
            behind++;
        while (first > 0 && _increments[first - 1] == 1)
            first--;
        lowestTicks = Math.Max(lowestTicks, _starts[first]);
        if (behind < Count)
            highestTicks = Math.Min(highestTicks, _starts[behind] - 1);
    }

    /// <summary>Increment of the row that starts there; 0 when none does.</summary>
    public long IncrementSetAt(long startTicks)
    {
        int row = RowOf(startTicks);
        return _starts[row] == startTicks ? _increments[row] : 0;
    }

    /// <summary>
    /// Adds a row, gives the one that starts there another increment, or takes it away: the row below reaches further
    /// up then.
    /// </summary>
    /// <param name="startTicks">A multiple of the increment.</param>
    /// <param name="incrementTicks">0 takes the row away.</param>
    /// <returns>
    /// False when the table is full, or when there is no row to take away or it is the first.
    /// </returns>
    public bool TrySet(long startTicks, long incrementTicks)
    {
        int row = RowOf(startTicks);
        bool isThere = _starts[row] == startTicks;
        if (incrementTicks == 0)
            return isThere && row > 0 && Move(row + 1, row) && NoteUniform();
        if (!isThere)
        {
            row++;
            if (Count == MaxRows || !Move(row, row + 1))
                return false;
            _starts[row] = startTicks;
        }
        _increments[row] = incrementTicks;
        return NoteUniform();
    }

    private bool NoteUniform()
    {
        IsUniform = Count == 1 && _increments[0] == 1;
        return true;
    }

    private bool IsOnRow(long ticks) => ticks % _increments[RowOf(ticks)] == 0;

    private bool Move(int from, int to)
    {
        Array.Copy(_starts, from, _starts, to, Count - from);
        Array.Copy(_increments, from, _increments, to, Count - from);
        Count += to - from;
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
