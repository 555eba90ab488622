namespace MatchingEngine.Pipeline;

/// <summary>
/// The first thing that stopped the engine: a broken invariant of the core or a journal that cannot be written any
/// more. Set once, from any thread.
/// </summary>
public sealed class EngineFault
{
    private Exception? _first;

    /// <summary>What stopped the engine; null while it is well.</summary>
    public Exception? First => Volatile.Read(ref _first);

    /// <summary>True once something has stopped the engine.</summary>
    public bool IsSet => First is not null;

    internal void Set(Exception exception) => Interlocked.CompareExchange(ref _first, exception, null);
}
