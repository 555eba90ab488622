namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>
/// What an addition that is under way has taken so far. Unless it is kept, disposing gives everything back, the last first.
/// </summary>
internal sealed class Undo : IDisposable
{
    private readonly Stack<Action> _actions = new();

    /// <summary>Names what is to be done if the addition fails later on.</summary>
    public void OnFailure(Action action) => _actions.Push(action);

    /// <summary>The addition has succeeded.</summary>
    public void Keep() => _actions.Clear();

    public void Dispose()
    {
        while (_actions.TryPop(out Action? action))
        {
            action();
        }
    }
}
