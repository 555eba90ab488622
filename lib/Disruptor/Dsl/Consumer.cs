using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>A processor in its place in the chain.</summary>
/// <param name="processor">The processor.</param>
/// <param name="handler">The handler it calls, or null when the processor came from outside.</param>
/// <param name="barrier">The barrier it waits at, or null when the processor came from outside.</param>
internal sealed class Consumer(IEventProcessor processor, object? handler, SequenceBarrier? barrier)
{
    internal IEventProcessor Processor => processor;

    internal object? Handler => handler;

    internal SequenceBarrier? Barrier => barrier;

    /// <summary>Whether nobody waits behind it: only such consumers hold the producers back.</summary>
    internal bool IsEndOfChain { get; set; } = true;
}
