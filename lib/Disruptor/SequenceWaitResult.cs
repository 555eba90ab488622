namespace Disruptor;

/// <summary>What a wait ended with: the highest sequence that is available, or a time-out.</summary>
public readonly struct SequenceWaitResult : IEquatable<SequenceWaitResult>
{
    private const long TimeoutValue = -3;

    /// <summary>The time limit of the wait strategy passed before the sequence became available.</summary>
    public static readonly SequenceWaitResult Timeout = new(TimeoutValue);

    /// <summary>Makes the result of a wait that succeeded.</summary>
    public SequenceWaitResult(long availableSequence) => UnsafeAvailableSequence = availableSequence;

    /// <summary>The available sequence, without a check for a time-out.</summary>
    public long UnsafeAvailableSequence { get; }

    /// <summary>Whether the wait ended by its time limit.</summary>
    public bool IsTimeout => UnsafeAvailableSequence == TimeoutValue;

    /// <summary>The available sequence, or null after a time-out.</summary>
    public long? AvailableSequence => IsTimeout ? null : UnsafeAvailableSequence;

    /// <summary>Makes the result of a wait that succeeded.</summary>
    public static implicit operator SequenceWaitResult(long availableSequence) => new(availableSequence);

    /// <summary>Whether both are the same sequence, or both a time-out.</summary>
    public static bool operator ==(SequenceWaitResult left, SequenceWaitResult right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(SequenceWaitResult left, SequenceWaitResult right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SequenceWaitResult other) => UnsafeAvailableSequence == other.UnsafeAvailableSequence;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SequenceWaitResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => UnsafeAvailableSequence.GetHashCode();
}
