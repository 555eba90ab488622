namespace Disruptor.Processing;

/// <summary>Short forms of <see cref="IEventProcessor.Start"/>.</summary>
public static class EventProcessorExtensions
{
    /// <summary>Runs the processor in a task on the default scheduler.</summary>
    public static Task Start(this IEventProcessor eventProcessor) =>
        eventProcessor.Start(TaskScheduler.Default, TaskCreationOptions.None);

    /// <summary>Runs the processor on a thread of its own.</summary>
    public static Task StartLongRunning(this IEventProcessor eventProcessor) =>
        eventProcessor.StartLongRunning(TaskScheduler.Default);

    /// <summary>Runs the processor as a long-running task of the given scheduler.</summary>
    public static Task StartLongRunning(this IEventProcessor eventProcessor, TaskScheduler taskScheduler) =>
        eventProcessor.Start(taskScheduler, TaskCreationOptions.LongRunning);
}
