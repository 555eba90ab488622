namespace Adaptive.Agrona;

/// <summary>
/// Is told of errors which nobody else can be told of. Called from the thread on which the error came up.
/// </summary>
public interface IErrorHandler
{
    /// <summary>Takes note of an error.</summary>
    /// <param name="exception">What went wrong.</param>
    void OnError(Exception exception);
}
