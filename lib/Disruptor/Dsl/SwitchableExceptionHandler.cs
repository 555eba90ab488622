namespace Disruptor.Dsl;

/// <summary>The exception handler of all consumers without one of their own; exchangeable until the start.</summary>
internal sealed class SwitchableExceptionHandler<T> : IValueExceptionHandler<T>
    where T : struct
{
    private volatile IValueExceptionHandler<T> _handler = new ValueFatalExceptionHandler<T>();

    internal void SwitchTo(IValueExceptionHandler<T> exceptionHandler)
    {
        ArgumentNullException.ThrowIfNull(exceptionHandler);
        _handler = exceptionHandler;
    }

    public void HandleEventException(Exception ex, long sequence, ref T evt) =>
        _handler.HandleEventException(ex, sequence, ref evt);

    public void HandleOnTimeoutException(Exception ex, long sequence) =>
        _handler.HandleOnTimeoutException(ex, sequence);

    public void HandleOnStartException(Exception ex) => _handler.HandleOnStartException(ex);

    public void HandleOnShutdownException(Exception ex) => _handler.HandleOnShutdownException(ex);
}
