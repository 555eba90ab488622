namespace Disruptor.Dsl;

/// <summary>How many threads publish into a ring.</summary>
public enum ProducerType
{
    /// <summary>Exactly one thread.</summary>
    Single = 0,

    /// <summary>Any number of threads.</summary>
    Multi = 1,
}
