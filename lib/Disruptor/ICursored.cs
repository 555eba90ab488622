namespace Disruptor;

/// <summary>Something with a position that only moves forward.</summary>
public interface ICursored
{
    /// <summary>
    /// The position: with one producer the highest published sequence, with many the highest claimed one.
    /// -1 before the first event.
    /// </summary>
    long Cursor { get; }
}
