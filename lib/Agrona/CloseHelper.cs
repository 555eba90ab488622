namespace Adaptive.Agrona;

/// <summary>Disposes things in a row, so that one that fails does not keep the others open.</summary>
public static class CloseHelper
{
    /// <summary>Disposes one thing; nothing when there is none.</summary>
    /// <param name="disposable">What is disposed, or null.</param>
    public static void Dispose(IDisposable? disposable) => disposable?.Dispose();

    /// <summary>Disposes one thing and hands its exception to a handler.</summary>
    /// <param name="errorHandler">Gets the exception.</param>
    /// <param name="disposable">What is disposed, or null.</param>
    public static void Dispose(IErrorHandler errorHandler, IDisposable? disposable)
    {
        try
        {
            disposable?.Dispose();
        }
        catch (Exception e)
        {
            errorHandler.OnError(e);
        }
    }

    /// <summary>Disposes one thing and hands its exception to a handler.</summary>
    /// <param name="errorHandler">Gets the exception.</param>
    /// <param name="disposable">What is disposed, or null.</param>
    public static void Dispose(ErrorHandler errorHandler, IDisposable? disposable)
    {
        try
        {
            disposable?.Dispose();
        }
        catch (Exception e)
        {
            errorHandler(e);
        }
    }

    /// <summary>Disposes one thing and forgets its exception.</summary>
    /// <param name="disposable">What is disposed, or null.</param>
    public static void QuietDispose(IDisposable? disposable)
    {
        try
        {
            disposable?.Dispose();
        }
        catch (Exception)
        {
            // Asked for: whoever calls this has no use for the exception.
        }
    }

    /// <summary>Disposes all, then throws the first exception there was.</summary>
    /// <param name="disposables">What is disposed; entries may be null.</param>
    public static void CloseAll(IEnumerable<IDisposable?> disposables)
    {
        Exception? first = null;
        foreach (IDisposable? disposable in disposables)
        {
            try
            {
                disposable?.Dispose();
            }
            catch (Exception e)
            {
                first ??= e;
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
