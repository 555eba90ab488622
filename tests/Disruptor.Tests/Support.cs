using System.Collections.Concurrent;
using Disruptor.Dsl;

namespace Disruptor.Tests;

public struct Cell
{
    public long Value;
}

public static class Support
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static void WaitUntil(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, Limit), $"Not within {Limit.TotalSeconds} s: {what}");

    /// <summary>Whether a task is still not done after a moment in which it could have been.</summary>
    public static async Task<bool> IsStuck(Task task) =>
        await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(20))) != task;

    public static ISequencer NewSequencer(ProducerType producerType, int size) =>
        SequencerFactory.Create(producerType, size, new YieldingWaitStrategy());

    public static ValueDisruptor<Cell> NewDisruptor(
        int size, ProducerType producerType = ProducerType.Single, IWaitStrategy? waitStrategy = null) =>
        new(() => default, size, TaskScheduler.Default, producerType, waitStrategy ?? new YieldingWaitStrategy());

    public static void PublishValue(this ValueRingBuffer<Cell> ring, long value)
    {
        using var scope = ring.PublishEvent();
        scope.Event().Value = value;
    }
}

/// <summary>Writes down every call it gets.</summary>
public sealed class Recorder : IValueEventHandler<Cell>
{
    private volatile bool _open = true;

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<long> Values { get; } = new();

    public Func<long, Exception?> Failure { get; set; } = _ => null;

    public int? BatchLimit { get; init; }

    public int? MaxBatchSize => BatchLimit;

    public int TimeoutCount;

    /// <summary>Makes the next event wait until <see cref="Open"/>.</summary>
    public void Close() => _open = false;

    public void Open() => _open = true;

    public void OnStart() => Calls.Enqueue("start");

    public void OnShutdown() => Calls.Enqueue("shutdown");

    public void OnBatchStart(long batchSize) => Calls.Enqueue($"batch {batchSize}");

    public void OnTimeout(long sequence)
    {
        if (Interlocked.Increment(ref TimeoutCount) == 1)
            Calls.Enqueue($"timeout {sequence}");
    }

    public void OnEvent(ref Cell data, long sequence, bool endOfBatch)
    {
        SpinWait.SpinUntil(() => _open, Support.Limit);
        Calls.Enqueue($"event {sequence}{(endOfBatch ? " end" : "")}");
        if (Failure(sequence) is { } failure)
            throw failure;

        Values.Enqueue(data.Value);
    }
}

public sealed class RecordingExceptionHandler : IValueExceptionHandler<Cell>
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public void HandleEventException(Exception ex, long sequence, ref Cell evt) =>
        Calls.Enqueue($"event {sequence} value {evt.Value}: {ex.Message}");

    public void HandleOnTimeoutException(Exception ex, long sequence) =>
        Calls.Enqueue($"timeout {sequence}: {ex.Message}");

    public void HandleOnStartException(Exception ex) => Calls.Enqueue($"start: {ex.Message}");

    public void HandleOnShutdownException(Exception ex) => Calls.Enqueue($"shutdown: {ex.Message}");
}
