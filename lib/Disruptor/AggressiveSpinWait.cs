namespace Disruptor;

/// <summary>
/// A spin wait that may give up its time slice but never sleeps for a millisecond. Not safe for use by several threads.
/// </summary>
public struct AggressiveSpinWait
{
    private SpinWait _spinWait;

    /// <summary>How often <see cref="SpinOnce"/> was called.</summary>
    public readonly int Count => _spinWait.Count;

    /// <summary>Waits a little: first with pause instructions, later by yielding the processor.</summary>
    public void SpinOnce() => _spinWait.SpinOnce(sleep1Threshold: -1);
}
