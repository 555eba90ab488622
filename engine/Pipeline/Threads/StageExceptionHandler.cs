using Disruptor;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>
/// Whatever a stage throws stops the engine: its thread ends, the fault says why, the events of the command are not
/// released.
/// </summary>
internal sealed class StageExceptionHandler : IValueExceptionHandler<CommandRecord>
{
    private readonly EngineFault _fault;

    public StageExceptionHandler(EngineFault fault)
    {
        _fault = fault;
    }

    public void HandleEventException(Exception ex, long sequence, ref CommandRecord evt) => Stop(ex);

    public void HandleOnTimeoutException(Exception ex, long sequence) => Stop(ex);

    public void HandleOnStartException(Exception ex) => Stop(ex);

    public void HandleOnShutdownException(Exception ex) => Stop(ex);

    /// <summary>Cancellation is the end of the service, not a fault.</summary>
    private void Stop(Exception exception)
    {
        if (exception is not OperationCanceledException)
            _fault.Set(exception);
        throw new OperationCanceledException("The stage has ended.", exception);
    }
}
