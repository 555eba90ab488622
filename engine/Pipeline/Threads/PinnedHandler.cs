using Disruptor;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>
/// A stage as a handler of the command ring: pins its thread, knows what to do when there is no further command, and
/// tells when the thread has ended.
/// </summary>
internal sealed class PinnedHandler : IValueEventHandler<CommandRecord>
{
    private readonly IValueEventHandler<CommandRecord> _stage;
    private readonly int? _processor;
    private readonly Action<long>? _afterBatch;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PinnedHandler(IValueEventHandler<CommandRecord> stage, int? processor, Action<long>? afterBatch = null)
    {
        _stage = stage;
        _processor = processor;
        _afterBatch = afterBatch;
    }

    /// <inheritdoc/>
    public int? MaxBatchSize => _stage.MaxBatchSize;

    /// <inheritdoc/>
    public void OnStart()
    {
        if (_processor is { } number)
            ThreadAffinity.TryPin(number);
    }

    /// <inheritdoc/>
    public void OnEvent(ref CommandRecord data, long sequence, bool endOfBatch)
    {
        _stage.OnEvent(ref data, sequence, endOfBatch);
        if (endOfBatch)
            _afterBatch?.Invoke(sequence);
    }

    /// <inheritdoc/>
    public void OnShutdown() => _ended.TrySetResult();

    /// <summary>Waits until the handler's thread is through.</summary>
    public void AwaitEnd() => _ended.Task.Wait();
}
