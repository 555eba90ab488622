namespace Disruptor.Processing;

/// <summary>A consumer with a thread: it waits at its barrier and hands the events to its handler.</summary>
public interface IEventProcessor
{
    /// <summary>The last handled sequence; moves once a batch.</summary>
    Sequence Sequence { get; }

    /// <summary>Whether it was started, or halted and its thread has not ended yet.</summary>
    bool IsRunning { get; }

    /// <summary>Runs it in a task of its own.</summary>
    /// <returns>The task, which faults when the exception handler throws.</returns>
    Task Start(TaskScheduler taskScheduler, TaskCreationOptions taskCreationOptions);

    /// <summary>Tells it to end after the present batch; does not wait for that.</summary>
    void Halt();

    /// <summary>Waits until its thread runs and its handler was started, or until the time limit has passed.</summary>
    void WaitUntilStarted(TimeSpan timeout);
}
