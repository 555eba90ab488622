namespace Disruptor.Dsl;

/// <summary>Makes sequencers.</summary>
public static class SequencerFactory
{
    /// <summary>The producer type where none is given: many producers.</summary>
    public static readonly ProducerType DefaultProducerType = ProducerType.Multi;

    /// <summary>Makes the wait strategy where none is given: a blocking one.</summary>
    public static IWaitStrategy DefaultWaitStrategy() => new BlockingWaitStrategy();

    /// <summary>Makes a sequencer with the default wait strategy.</summary>
    /// <exception cref="ArgumentException">The size is no power of two, or the type is unknown.</exception>
    public static ISequencer Create(ProducerType producerType, int bufferSize) =>
        Create(producerType, bufferSize, DefaultWaitStrategy());

    /// <summary>Makes a sequencer.</summary>
    /// <exception cref="ArgumentException">The size is no power of two, or the type is unknown.</exception>
    public static ISequencer Create(ProducerType producerType, int bufferSize, IWaitStrategy waitStrategy) =>
        producerType switch
        {
            ProducerType.Single => new SingleProducerSequencer(bufferSize, waitStrategy),
            ProducerType.Multi => new MultiProducerSequencer(bufferSize, waitStrategy),
            _ => throw new ArgumentOutOfRangeException(nameof(producerType), producerType, null),
        };
}
