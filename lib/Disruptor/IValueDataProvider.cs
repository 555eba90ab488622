namespace Disruptor;

/// <summary>Gives access to the event of a sequence.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
public interface IValueDataProvider<T>
{
    /// <summary>
    /// The slot of <paramref name="sequence"/>, without a check that it is claimed or published:
    /// a producer may touch what it has claimed, a consumer what its barrier has let through.
    /// </summary>
    ref T this[long sequence] { get; }
}
