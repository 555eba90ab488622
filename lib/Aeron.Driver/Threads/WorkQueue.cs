using System.Collections.Concurrent;

namespace MatchingEngine.AeronDriver.Threads;

/// <summary>
/// Hands work from one part of the driver to another. What goes through it is rare: set-up and clean-up, never data, so
/// it may allocate. Looking into an empty queue does not.
/// </summary>
internal sealed class WorkQueue
{
    private readonly ConcurrentQueue<Action> _actions = new();

    public void Post(Action action) => _actions.Enqueue(action);

    /// <summary>
    /// Does what was posted and returns how much it was; an error is reported and does not stop the rest.
    /// </summary>
    public int Drain(DriverServices services)
    {
        if (_actions.IsEmpty)
        {
            return 0;
        }

        int done = 0;
        while (_actions.TryDequeue(out Action? action))
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                services.Report(error);
            }

            done++;
        }

        return done;
    }
}
