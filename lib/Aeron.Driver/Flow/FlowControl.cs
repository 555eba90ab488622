using MatchingEngine.AeronDriver.Protocol;

namespace MatchingEngine.AeronDriver.Flow;

/// <summary>
/// Decides from receivers' status messages how far a publication may send. Used by the sender's thread alone, apart
/// from <see cref="HasRequiredReceivers"/> and <see cref="ReceiverCount"/>.
/// </summary>
internal abstract class FlowControl
{
    private const int DefaultWindow = 128 * 1024;

    /// <summary>A NAK is answered up to this many windows at a time.</summary>
    private readonly int _retransmitWindowMultiple;

    protected FlowControl(int retransmitWindowMultiple) => _retransmitWindowMultiple = retransmitWindowMultiple;

    /// <summary>Whether as many receivers are there as the channel asks for before it counts as connected.</summary>
    public virtual bool HasRequiredReceivers => true;

    /// <summary>Receivers that hold the sender back; 0 for strategies that do not count them.</summary>
    public virtual int ReceiverCount => 0;

    /// <summary>The new limit after a status message.</summary>
    public abstract long OnStatusMessage(StatusMessageFrame message, long position, long limit, long nowNanos);

    /// <summary>A receiver has asked for a setup frame, so one more is likely to join.</summary>
    public virtual void OnSetupRequested(StatusMessageFrame message, long nowNanos)
    {
    }

    /// <summary>A receiver has told an error and is gone.</summary>
    public virtual void OnReceiverGone(long receiverId)
    {
    }

    /// <summary>The limit when nothing was sent: lets receivers go that have fallen silent.</summary>
    public virtual long OnIdle(long limit, long nowNanos) => limit;

    /// <summary>How much of what a NAK asks for is sent again.</summary>
    public int MaxRetransmitLength(int requested, int termOffset, int termLength)
    {
        int window = Math.Min(DefaultWindow, termLength / 2);
        return (int)Math.Min(Math.Min(requested, (long)window * _retransmitWindowMultiple), termLength - termOffset);
    }
}
