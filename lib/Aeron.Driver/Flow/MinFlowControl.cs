using MatchingEngine.AeronDriver.Protocol;

namespace MatchingEngine.AeronDriver.Flow;

/// <summary>
/// The slowest receiver sets the pace; with a group tag the slowest of those that carry it. A receiver that falls
/// silent stops counting after a time-out.
/// </summary>
internal sealed class MinFlowControl : FlowControl
{
    /// <summary>Most receivers that count; those beyond are served as far as these allow.</summary>
    public const int MaxReceivers = 1024;

    /// <summary>A newcomer answers the setup frame that it asked for at once, or has gone.</summary>
    private const long HoldNanos = 1_000_000_000;

    private readonly long _receiverTimeoutNanos;
    private readonly int _requiredReceivers;
    private readonly long? _groupTag;
    private Receiver[] _receivers = new Receiver[4];
    private int _count;
    private bool _holdsForNewcomer;
    private long _holdEndsNanos;
    private long _nextHoldNanos;

    public MinFlowControl(
        int retransmitWindowMultiple, long receiverTimeoutNanos, int requiredReceivers, long? groupTag)
        : base(retransmitWindowMultiple)
    {
        _receiverTimeoutNanos = receiverTimeoutNanos;
        _requiredReceivers = requiredReceivers;
        _groupTag = groupTag;
    }

    public override int ReceiverCount => Volatile.Read(ref _count);

    public override bool HasRequiredReceivers => ReceiverCount >= _requiredReceivers;

    public override long OnStatusMessage(StatusMessageFrame message, long position, long limit, long nowNanos)
    {
        int window = message.ReceiverWindowLength;
        long edge = position + window;
        if (!Counts(message))
        {
            // Receivers outside the group are served as far as those inside allow.
            return _count == 0 ? Math.Max(limit, edge) : limit;
        }

        bool isLeaving = (message.Flags & StatusMessageFrame.EndOfStreamFlag) != 0;
        int index = IndexOf(message.ReceiverId);
        if (isLeaving)
        {
            Remove(index);
        }
        else if (index >= 0)
        {
            _receivers[index].Edge = Math.Max(edge, _receivers[index].Edge);
            _receivers[index].LastHeardNanos = nowNanos;
        }
        else if (_count == 0 || (_count < MaxReceivers && edge >= MinEdge() - window))
        {
            Add(new Receiver { Id = message.ReceiverId, Edge = edge, LastHeardNanos = nowNanos });
            _holdsForNewcomer = false;
            _nextHoldNanos = nowNanos;
        }

        if (_holdsForNewcomer || _count == 0)
        {
            return limit;
        }

        return Math.Max(limit, MinEdge());
    }

    public override void OnSetupRequested(StatusMessageFrame message, long nowNanos)
    {
        // Raising the limit now could leave the newcomer a whole window behind before it has said where it stands. One that
        // asks again and again and never joins must not stop the others.
        if (nowNanos - _nextHoldNanos >= 0 && Counts(message) && _count > 0 && IndexOf(message.ReceiverId) < 0)
        {
            _holdsForNewcomer = true;
            _holdEndsNanos = nowNanos + Math.Min(HoldNanos, _receiverTimeoutNanos);
            _nextHoldNanos = _holdEndsNanos + _receiverTimeoutNanos;
        }
    }

    public override void OnReceiverGone(long receiverId) => Remove(IndexOf(receiverId));

    public override long OnIdle(long limit, long nowNanos)
    {
        if (_holdsForNewcomer && nowNanos - _holdEndsNanos >= 0)
        {
            _holdsForNewcomer = false;
        }

        bool removed = false;
        for (int index = _count - 1; index >= 0; index--)
        {
            if (nowNanos - _receivers[index].LastHeardNanos > _receiverTimeoutNanos)
            {
                Remove(index);
                removed = true;
            }
        }

        return removed && _count > 0 ? Math.Max(limit, MinEdge()) : limit;
    }

    private bool Counts(StatusMessageFrame message) =>
        _groupTag is not { } tag || (message.HasGroupTag && message.GroupTag == tag);

    private long MinEdge()
    {
        long min = long.MaxValue;
        for (int index = 0; index < _count; index++)
        {
            min = Math.Min(min, _receivers[index].Edge);
        }

        return min;
    }

    private int IndexOf(long receiverId)
    {
        for (int index = 0; index < _count; index++)
        {
            if (_receivers[index].Id == receiverId)
            {
                return index;
            }
        }

        return -1;
    }

    private void Add(Receiver receiver)
    {
        if (_count == _receivers.Length)
        {
            Array.Resize(ref _receivers, _count * 2);
        }

        _receivers[_count] = receiver;
        Volatile.Write(ref _count, _count + 1);
    }

    private void Remove(int index)
    {
        if (index >= 0)
        {
            _receivers[index] = _receivers[_count - 1];
            Volatile.Write(ref _count, _count - 1);
        }
    }

    private struct Receiver
    {
        public long Id;
        public long Edge;
        public long LastHeardNanos;
    }
}
