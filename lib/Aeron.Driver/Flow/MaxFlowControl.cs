using MatchingEngine.AeronDriver.Protocol;

namespace MatchingEngine.AeronDriver.Flow;

/// <summary>The fastest receiver sets the pace. On a unicast channel that is the only one.</summary>
internal sealed class MaxFlowControl : FlowControl
{
    public const int UnicastRetransmitWindows = 16;
    public const int GroupRetransmitWindows = 4;

    public MaxFlowControl(int retransmitWindowMultiple)
        : base(retransmitWindowMultiple)
    {
    }

    public override long OnStatusMessage(StatusMessageFrame message, long position, long limit, long nowNanos) =>
        Math.Max(limit, position + message.ReceiverWindowLength);
}
