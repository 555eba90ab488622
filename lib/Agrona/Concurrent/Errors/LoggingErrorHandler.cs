namespace Adaptive.Agrona.Concurrent.Errors;

/// <summary>Records errors in a log, and writes them out when the log is full. Any thread may use it.</summary>
public class LoggingErrorHandler : IErrorHandler, IDisposable
{
    private readonly DistinctErrorLog _log;
    private readonly TextWriter _errorOverflow;
    private volatile bool _disposed;

    /// <summary>Writes what does not fit to standard error.</summary>
    /// <param name="log">The log.</param>
    public LoggingErrorHandler(DistinctErrorLog log)
        : this(log, Console.Error)
    {
    }

    /// <summary>Writes what does not fit to a writer.</summary>
    /// <param name="log">The log.</param>
    /// <param name="errorOverflow">Gets what does not fit; stays open.</param>
    public LoggingErrorHandler(DistinctErrorLog log, TextWriter errorOverflow)
    {
        _log = log;
        _errorOverflow = errorOverflow;
    }

    /// <summary>The log.</summary>
    /// <returns>What was given at the beginning.</returns>
    public DistinctErrorLog DistinctErrorLog() => _log;

    /// <summary>Gets what does not fit.</summary>
    /// <returns>What was given at the beginning.</returns>
    public TextWriter ErrorOverflow() => _errorOverflow;

    /// <inheritdoc/>
    public void OnError(Exception exception)
    {
        if (_disposed)
        {
            _errorOverflow.WriteLine($"error log is closed: {exception}");
        }
        else if (!_log.Record(exception))
        {
            _errorOverflow.WriteLine($"error log is full: {exception}");
        }
    }

    /// <summary>Leaves the log alone from now on; call it before its memory goes.</summary>
    public void Dispose() => _disposed = true;
}
