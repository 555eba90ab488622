using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>The second half of the sentence "handle exceptions for this handler with that one".</summary>
/// <typeparam name="T">The type of the events.</typeparam>
public class ValueExceptionHandlerSetting<T>
    where T : struct
{
    private readonly IValueEventProcessor<T> _processor;

    internal ValueExceptionHandlerSetting(IValueEventProcessor<T> processor) => _processor = processor;

    /// <summary>Sets the exception handler; before the start.</summary>
    public void With(IValueExceptionHandler<T> exceptionHandler) => _processor.SetExceptionHandler(exceptionHandler);
}
