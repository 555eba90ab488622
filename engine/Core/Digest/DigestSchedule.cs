namespace MatchingEngine.Core;

/// <summary>
/// When the engine digests its state, and what the last digest was. The walk over the state goes on by a small step
/// after one command in 256, so that no command waits for the size of the books; the command after which it goes on is
/// a matter of sequence numbers alone, so a replay walks the same way. The last digest is part of the state, so that
/// each one stands for all before it; whether it waits to be journaled is not, for a replay has nothing to write.
/// </summary>
internal sealed class DigestSchedule
{
    /// <summary>A digest is recorded only after a command whose sequence is a multiple of this.</summary>
    public const long IntervalCommands = 65_536;

    /// <summary>The walk goes on after each command whose sequence is a multiple of this.</summary>
    public const long StepCommands = 256;

    /// <summary>
    /// Open orders that a step walks, at most: one for 8 commands, so that a walk over large books does not cost
    /// more than the commands themselves.
    /// </summary>
    public const int OrdersOfStep = 32;

    private readonly StateWalk _walk = new();
    private bool _pending;

    /// <summary>The command after which the last digest was recorded; 0 for none yet.</summary>
    public long LastSequence { get; private set; }

    public StateDigest LastDigest { get; private set; }

    /// <summary>Whether there may be something to do after this command.</summary>
    public static bool MayBeDueAfter(long sequence) => (sequence & (StepCommands - 1)) == 0;

    /// <summary>Walks on after such a command, and records the digest when the walk is at its end.</summary>
    public void Advance(CoreState state, long sequence)
    {
        _walk.Advance(state, OrdersOfStep);
        if ((sequence & (IntervalCommands - 1)) == 0 && _walk.IsAtEnd)
            Record(sequence, _walk.Finish(state));
    }

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

    /// <summary>Holds a journaled digest against the one recorded here.</summary>
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
