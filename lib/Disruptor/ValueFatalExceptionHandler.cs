namespace Disruptor;

/// <summary>Writes the exception to the console and throws: the consumer ends. The default of the DSL.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
public sealed class ValueFatalExceptionHandler<T> : IValueExceptionHandler<T>
    where T : struct
{
    /// <summary>Always throws.</summary>
    /// <exception cref="ApplicationException">With the exception as its cause.</exception>
    public void HandleEventException(Exception ex, long sequence, ref T evt) =>
        Fail($"Exception processing sequence {sequence} for event {evt}: {ex}", ex);

    /// <summary>Always throws.</summary>
    /// <exception cref="ApplicationException">With the exception as its cause.</exception>
    public void HandleOnTimeoutException(Exception ex, long sequence) =>
        Fail($"Exception during OnTimeout(): {ex}", ex);

    /// <summary>Always throws.</summary>
    /// <exception cref="ApplicationException">With the exception as its cause.</exception>
    public void HandleOnStartException(Exception ex) => Fail($"Exception during OnStart(): {ex}", ex);

    /// <summary>Always throws.</summary>
    /// <exception cref="ApplicationException">With the exception as its cause.</exception>
    public void HandleOnShutdownException(Exception ex) => Fail($"Exception during OnShutdown(): {ex}", ex);

    private static void Fail(string message, Exception cause)
    {
        Console.WriteLine(message);
        throw new ApplicationException(message, cause);
    }
}
