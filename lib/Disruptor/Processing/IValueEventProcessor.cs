namespace Disruptor.Processing;

/// <summary>A consumer of values.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
public interface IValueEventProcessor<T> : IEventProcessor
    where T : struct
{
    /// <summary>Runs it on the calling thread until it is halted. After that it may be run again.</summary>
    /// <exception cref="InvalidOperationException">It is running already.</exception>
    void Run();

    /// <summary>Sets what decides on the exceptions of the handler; before the start.</summary>
    void SetExceptionHandler(IValueExceptionHandler<T> exceptionHandler);
}
