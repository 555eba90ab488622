namespace MatchingEngine.Bench.Scale.Load;

/// <summary>
/// What each command of a run took at least, over several runs of the same commands: what is slow in all of them is the
/// engine's doing, what is slow in one is the machine's.
/// </summary>
internal sealed class CommandTimes
{
    private readonly int[] _nanos;
    private int _next;

    public CommandTimes(int commands)
    {
        _nanos = new int[commands];
        Array.Fill(_nanos, int.MaxValue);
    }

    /// <summary>A further run of the same commands begins.</summary>
    public void BeginRun() => _next = 0;

    /// <summary>The next command of the run took so long.</summary>
    public void Add(long nanos)
    {
        _nanos[_next] = (int)Math.Min(_nanos[_next], nanos);
        _next++;
    }

    /// <summary>Mean, quantile of 99.9 % and slowest; ends the taking of times.</summary>
    public TimeFigures Summarize()
    {
        double mean = _nanos.Average();
        Array.Sort(_nanos);
        return new TimeFigures(mean, _nanos[(int)(_nanos.Length * 0.999)], _nanos[^1]);
    }
}
