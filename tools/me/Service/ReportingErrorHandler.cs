using Adaptive.Agrona;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// Tells an operator what goes wrong with the media driver. The engine goes on: what is not published is asked for
/// later.
/// </summary>
internal sealed class ReportingErrorHandler(Action<string> report) : IErrorHandler
{
    public void OnError(Exception exception) => report($"feed: {exception.Message}");
}
