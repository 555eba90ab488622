using Adaptive.Agrona;

namespace MatchingEngine.Tools.Feed.Recording;

/// <summary>
/// Keeps the first thing that a client of a media driver could not go on with. Without a handler of errors a client ends
/// its whole process when its driver goes. Written by the client's own thread, read by any.
/// </summary>
internal sealed class DriverFailure : IErrorHandler
{
    private volatile string? _message;

    /// <summary>What went wrong; null while nothing has.</summary>
    public string? Message => _message;

    /// <inheritdoc/>
    public void OnError(Exception exception) => _message ??= $"the media driver failed: {exception.Message}";

    /// <exception cref="IOException">Something went wrong.</exception>
    public void ThrowIfAny()
    {
        if (_message is { } message)
            throw new IOException(message);
    }
}
