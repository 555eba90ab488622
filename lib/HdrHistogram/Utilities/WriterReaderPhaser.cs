namespace HdrHistogram.Utilities;

/// <summary>
/// Lets a reader wait until every writer that was inside when it asked has left, while writers never wait. Writers
/// count themselves in and out; a flip starts a new count for those who come after it and waits for the old count to
/// be paid off.
/// </summary>
public class WriterReaderPhaser
{
    // One phase counts from 0, the other from the lowest long: the sign of what a writer got on entering tells its
    // phase on leaving, and neither count can reach the other's range.
    private const long EvenPhaseStart = 0;
    private const long OddPhaseStart = long.MinValue;

    private readonly Lock _readerLock = new();
    private long _entered = EvenPhaseStart;
    private long _leftEven = EvenPhaseStart;
    private long _leftOdd = OddPhaseStart;

    /// <summary>Makes a phaser with nobody inside.</summary>
    public WriterReaderPhaser()
    {
    }

    /// <summary>A writer comes in. Any thread; never waits.</summary>
    /// <returns>What the writer must hand to <see cref="WriterCriticalSectionExit"/>.</returns>
    public long WriterCriticalSectionEnter() => Interlocked.Increment(ref _entered) - 1;

    /// <summary>A writer leaves. Any thread; never waits.</summary>
    /// <param name="criticalValueAtEnter">What it got from <see cref="WriterCriticalSectionEnter"/>.</param>
    public void WriterCriticalSectionExit(long criticalValueAtEnter)
    {
        if (criticalValueAtEnter < 0)
        {
            Interlocked.Increment(ref _leftOdd);
        }
        else
        {
            Interlocked.Increment(ref _leftEven);
        }
    }

    /// <summary>Keeps other readers out until <see cref="ReaderUnlock"/>, on the same thread.</summary>
    public void ReaderLock() => _readerLock.Enter();

    /// <summary>Lets the next reader in.</summary>
    /// <exception cref="SynchronizationLockException">The thread does not hold the lock.</exception>
    public void ReaderUnlock() => _readerLock.Exit();

    /// <summary>Waits until every writer that came in before has left; needs the reader lock.</summary>
    /// <exception cref="InvalidOperationException">The thread does not hold the reader lock.</exception>
    public void FlipPhase() => FlipPhase(TimeSpan.Zero);

    /// <summary>Waits until every writer that came in before has left; needs the reader lock.</summary>
    /// <param name="yieldPeriod">How long to sleep between looks; 0 gives the processor away only.</param>
    /// <exception cref="InvalidOperationException">The thread does not hold the reader lock.</exception>
    public void FlipPhase(TimeSpan yieldPeriod)
    {
        if (!_readerLock.IsHeldByCurrentThread)
        {
            throw new InvalidOperationException("Only the holder of the reader lock may flip the phase.");
        }

        bool oldPhaseIsOdd = Volatile.Read(ref _entered) < 0;
        long newPhaseStart = oldPhaseIsOdd ? EvenPhaseStart : OddPhaseStart;
        Volatile.Write(ref oldPhaseIsOdd ? ref _leftEven : ref _leftOdd, newPhaseStart);
        long enteredOldPhase = Interlocked.Exchange(ref _entered, newPhaseStart);
        ref long left = ref oldPhaseIsOdd ? ref _leftOdd : ref _leftEven;
        while (Volatile.Read(ref left) != enteredOldPhase)
        {
            Thread.Sleep(yieldPeriod);
        }
    }
}
