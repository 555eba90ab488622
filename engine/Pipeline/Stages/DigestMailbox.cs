using MatchingEngine.Messages;
using StateDigest = MatchingEngine.Core.StateDigest;

namespace MatchingEngine.Pipeline;

/// <summary>
/// Carries a digest from the core's thread to the thread that may publish commands: digests enter the journal through
/// the same door as everything else. Holds one; a digest that finds it taken is not journaled, which only makes the
/// checkpoints of a replay sparser.
/// </summary>
internal sealed class DigestMailbox
{
    private readonly CommandPort _port;
    private long _asOfSequence;
    private StateDigest _digest;
    private volatile bool _taken;

    public DigestMailbox(CommandPort port)
    {
        _port = port;
    }

    /// <summary>From the core's thread.</summary>
    public void Put(long asOfSequence, StateDigest digest)
    {
        if (_taken)
            return;
        _asOfSequence = asOfSequence;
        _digest = digest;
        _taken = true;
    }

    /// <summary>From the publishing thread: publishes what is there, when the ring has room.</summary>
    /// <returns>Commands published.</returns>
    public int DoWork()
    {
        if (!_taken || _port.TryClaim(out long claim) != CommandAdmission.Accepted)
            return 0;
        ref StateDigestBlock block = ref _port.Slot(claim).Begin<StateDigestBlock>();
        block.AsOfSequence = _asOfSequence;
        block.DigestLow = _digest.Low;
        block.DigestHigh = _digest.High;
        _port.Publish(claim);
        _taken = false;
        return 1;
    }
}
