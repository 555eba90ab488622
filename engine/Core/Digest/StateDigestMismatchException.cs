namespace MatchingEngine.Core;

/// <summary>
/// The journal names a digest that this engine did not arrive at: the journal, the engine or its limits are not those
/// that wrote it.
/// </summary>
public sealed class StateDigestMismatchException : InvariantViolationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="asOfSequence">The command after which the digests were taken.</param>
    /// <param name="journaled">The digest in the journal.</param>
    /// <param name="computed">The digest of this engine.</param>
    public StateDigestMismatchException(long asOfSequence, StateDigest journaled, StateDigest computed)
        : base($"The state after command {asOfSequence} has the digest {computed}; the journal says {journaled}.")
    {
        AsOfSequence = asOfSequence;
        Journaled = journaled;
        Computed = computed;
    }

    /// <summary>The command after which the digests were taken.</summary>
    public long AsOfSequence { get; }

    /// <summary>The digest in the journal.</summary>
    public StateDigest Journaled { get; }

    /// <summary>The digest of this engine.</summary>
    public StateDigest Computed { get; }
}
