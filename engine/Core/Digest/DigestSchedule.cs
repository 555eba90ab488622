namespace MatchingEngine.Core;

/// <summary>
/// When the engine computes its digest, and what the last one was. The last digest is part of the state, so that each
/// one stands for all before it; whether it waits to be journaled is not, for a replay has nothing to write.
/// </summary>
internal sealed class DigestSchedule
{
    /// <summary>A digest is computed only after a command whose sequence is a multiple of this.</summary>
    public const long IntervalCommands = 65_536;

    /// <summary>
    /// Commands from one digest to the next for each order that is open: the walk over a large book must not cost more
    /// than the commands themselves.
    /// </summary>
    public const long CommandsPerOpenOrder = 8;

    private bool _pending;

    /// <summary>The command after which the last digest was computed; 0 for none yet.</summary>
    public long LastSequence { get; private set; }

    public StateDigest LastDigest { get; private set; }

    /// <summary>Whether <see cref="IsDueAfter"/> may say so.</summary>
    public static bool MayBeDueAfter(long sequence) => (sequence & (IntervalCommands - 1)) == 0;

    public bool IsDueAfter(long sequence, int openOrders) =>
        MayBeDueAfter(sequence) && sequence - LastSequence >= openOrders * CommandsPerOpenOrder;

    public void Record(long sequence, StateDigest digest)
    {
        LastSequence = sequence;
        LastDigest = digest;
        _pending = true;
    }

    public bool TryTakePending(out long asOfSequence, out StateDigest digest)
    {
        asOfSequence = _pending ? LastSequence : 0;
        digest = _pending ? LastDigest : default;
        bool taken = _pending;
        _pending = false;
        return taken;
    }

    /// <summary>Holds a journaled digest against the one computed here.</summary>
    /// <returns>False when this engine keeps no digest of that command.</returns>
    /// <exception cref="StateDigestMismatchException">The two differ.</exception>
    public bool Confirm(long asOfSequence, StateDigest journaled)
    {
        if (asOfSequence != LastSequence || LastSequence == 0)
            return false;
        if (journaled != LastDigest)
            throw new StateDigestMismatchException(asOfSequence, journaled, LastDigest);
        _pending = false;
        return true;
    }
}
