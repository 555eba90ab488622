namespace Disruptor;

/// <summary>
/// The sequences which a consumer has to stay behind: those of the consumers before it, or the cursor of the ring.
/// Safe for use by any number of threads.
/// </summary>
public class DependentSequenceGroup
{
    private readonly Sequence _cursor;
    private readonly Sequence? _only;
    private readonly Sequence[] _dependencies;

    /// <summary>Makes a group over the dependencies, or over the cursor if there are none.</summary>
    public DependentSequenceGroup(Sequence cursor, params Sequence[] dependencies)
    {
        _cursor = cursor;
        _dependencies = dependencies.Length == 0 ? [cursor] : [.. dependencies];
        _only = _dependencies.Length == 1 ? _dependencies[0] : null;
        DependsOnCursor = dependencies.Length == 0;
    }

    /// <summary>The lowest of the sequences: up to here the consumer may read.</summary>
    public long Value => _only is { } only ? only.Value : Sequences.Minimum(_dependencies, long.MaxValue);

    /// <summary>The cursor of the ring.</summary>
    public long CursorValue => _cursor.Value;

    /// <summary>Whether the group has no other dependency than the cursor.</summary>
    public bool DependsOnCursor { get; }

    /// <summary>Number of sequences in the group, at least 1.</summary>
    public int DependentSequenceCount => _dependencies.Length;

    /// <summary>Spins, without ever sleeping, until <see cref="Value"/> has reached a sequence.</summary>
    /// <returns>The value, at least <paramref name="expectedValue"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled meanwhile.</exception>
    public long AggressiveSpinWaitFor(long expectedValue, CancellationToken cancellationToken)
    {
        var spinWait = default(AggressiveSpinWait);
        long value;
        while ((value = Value) < expectedValue)
        {
            cancellationToken.ThrowIfCancellationRequested();
            spinWait.SpinOnce();
        }

        return value;
    }

    /// <summary>Spins, with a sleep of a millisecond at times, until <see cref="Value"/> has reached it.</summary>
    /// <returns>The value, at least <paramref name="expectedValue"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled meanwhile.</exception>
    public long SpinWaitFor(long expectedValue, CancellationToken cancellationToken)
    {
        var spinWait = default(SpinWait);
        long value;
        while ((value = Value) < expectedValue)
        {
            cancellationToken.ThrowIfCancellationRequested();
            spinWait.SpinOnce();
        }

        return value;
    }
}
