using System.Runtime.CompilerServices;

namespace Disruptor.Processing;

/// <summary>The loop of a consumer.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
/// <typeparam name="TSlots">Where the events are.</typeparam>
/// <typeparam name="TLoop">Tells apart loops that are to be compiled for themselves.</typeparam>
internal sealed class ValueEventProcessor<T, TSlots, TLoop>(
    TSlots slots, SequenceBarrier barrier, IValueEventHandler<T> handler) : IValueEventProcessor<T>
    where T : struct
    where TSlots : struct, IValueDataProvider<T>
    where TLoop : struct
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Halted = 2;
    private const int ReadsBeforeYield = 100;

    private readonly TSlots _slots = slots;
    private readonly SequenceBarrier _barrier = barrier;
    private readonly IValueEventHandler<T> _handler = handler;
    private readonly Sequence _sequence = new();
    private readonly long _maxBatchSize = MaxBatchSizeOf(handler);
    private readonly ManualResetEventSlim _started = new();
    private IValueExceptionHandler<T> _exceptionHandler = new ValueFatalExceptionHandler<T>();
    private int _state;

    public Sequence Sequence => _sequence;

    public bool IsRunning => Volatile.Read(ref _state) != Idle;

    public void SetExceptionHandler(IValueExceptionHandler<T> exceptionHandler)
    {
        ArgumentNullException.ThrowIfNull(exceptionHandler);
        _exceptionHandler = exceptionHandler;
    }

    public Task Start(TaskScheduler taskScheduler, TaskCreationOptions taskCreationOptions) =>
        Task.Factory.StartNew(Run, CancellationToken.None, taskCreationOptions, taskScheduler);

    public void WaitUntilStarted(TimeSpan timeout) => _started.Wait(timeout);

    public void Halt()
    {
        // The exchange is a full fence: Run, which renews the barrier and then looks at the state, either sees this
        // state or its renewed barrier is the one that is cancelled here.
        Interlocked.Exchange(ref _state, Halted);
        _barrier.CancelProcessing();
    }

    public void Run()
    {
        var state = Interlocked.CompareExchange(ref _state, Running, Idle);
        if (state == Running)
            throw new InvalidOperationException("Thread is already running");

        try
        {
            if (state == Idle)
                _barrier.ResetProcessing();

            Interlocked.MemoryBarrier();
            CallOnStart();
            _started.Set();
            if (Volatile.Read(ref _state) == Running)
                HandleEvents();
        }
        finally
        {
            try
            {
                CallOnShutdown();
            }
            finally
            {
                if (state == Idle)
                {
                    _started.Reset();
                    Volatile.Write(ref _state, Idle);
                }
            }
        }
    }

    private static long MaxBatchSizeOf(IValueEventHandler<T> handler) => handler.MaxBatchSize switch
    {
        null => long.MaxValue,
        < 1 => throw new ArgumentException("MaxBatchSize must be greater than 0"),
        { } limit => limit,
    };

    private void HandleEvents()
    {
        var handled = _sequence.Value;
        var readsOfUnpublished = 0;
        while (true)
        {
            SequenceWaitResult result;
            try
            {
                result = _barrier.WaitFor(handled + 1);
            }
            catch (OperationCanceledException) when (_barrier.IsCancellationRequested)
            {
                if (Volatile.Read(ref _state) != Running)
                    return;

                continue;
            }

            var available = result.UnsafeAvailableSequence;
            if (available > handled)
            {
                handled = HandleBatch(handled + 1, Math.Min(available - handled, _maxBatchSize));
                _sequence.SetValue(handled);
                readsOfUnpublished = 0;
            }
            else if (result.IsTimeout)
            {
                CallOnTimeout(handled);
            }
            else if (++readsOfUnpublished > ReadsBeforeYield)
            {
                // A producer has claimed and not yet published: it may be waiting for this very core.
                Thread.Yield();
            }
        }
    }

    /// <summary>Hands out a batch and returns the last sequence that counts as handled.</summary>
    /// <remarks>
    /// A method of its own, called for each batch, because the endless loop around it is compiled only once, with what
    /// was known when it was young; this one is compiled again with the profile of its calls, the handler inlined.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long HandleBatch(long first, long count)
    {
        var slots = _slots;
        var handler = _handler;
        var last = first + count - 1;
        var sequence = first;
        try
        {
            handler.OnBatchStart(count);
            while (true)
            {
                // The only place that calls it: batches of one and long ones then add to the same profile.
                handler.OnEvent(ref slots[sequence], sequence, sequence == last);
                if (sequence == last)
                    return last;

                sequence++;
            }
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleEventException(ex, sequence, ref slots[sequence]);
            return sequence;
        }
    }

    private void CallOnStart()
    {
        try
        {
            _handler.OnStart();
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnStartException(ex);
        }
    }

    private void CallOnShutdown()
    {
        try
        {
            _handler.OnShutdown();
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnShutdownException(ex);
        }
    }

    private void CallOnTimeout(long handled)
    {
        try
        {
            _handler.OnTimeout(handled);
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnTimeoutException(ex, handled);
        }
    }
}
