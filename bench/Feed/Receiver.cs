using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using HdrHistogram;
using MatchingEngine.MarketData;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Feed;

/// <summary>Takes all streams on one thread, and measures from the time in the first message of each packet.</summary>
internal sealed class Receiver : IDisposable
{
    private const int FragmentLimit = 64;
    private const int TransactTimeOffset = 32;
    private const int TemplateOffset = 2;
    private const long HighestNanos = 10_000_000_000;

    private readonly List<Subscription> _subscriptions = [];
    private readonly FragmentHandler _measured;
    private readonly FragmentHandler _counted;

    public Receiver(Aeron aeron, string channel, FeedStream first, FeedStream last)
    {
        for (FeedStream stream = first; stream <= last; stream++)
            _subscriptions.Add(aeron.AddSubscription(channel, FeedOptions.StreamIdOf(stream)));
        _measured = OnMeasured;
        _counted = OnCounted;
    }

    /// <summary>Nanoseconds from matching, or from the send, to the reading.</summary>
    public LongHistogram Nanos { get; } = new(1, HighestNanos, 3);

    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Packets of the stream of orders but heartbeats.</summary>
    public long MeasuredPackets { get; private set; }

    public bool IsConnected => _subscriptions.TrueForAll(subscription => subscription.IsConnected);

    /// <summary>Takes what is there; the stream of orders, or the only one, is measured.</summary>
    public int Poll()
    {
        int count = 0;
        foreach (Subscription subscription in _subscriptions)
        {
            bool isMeasured = subscription.StreamId == FeedOptions.StreamIdOf(FeedStream.Orders);
            count += subscription.Poll(isMeasured ? _measured : _counted, FragmentLimit);
        }
        return count;
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private void OnMeasured(Adaptive.Agrona.IDirectBuffer buffer, int offset, int length, Header header)
    {
        if (buffer.GetShort(offset + TemplateOffset) != HeartbeatBlock.TemplateId)
        {
            long nanos = EngineClock.NowNanos() - buffer.GetLong(offset + TransactTimeOffset);
            Nanos.RecordValue(Math.Clamp(nanos, 1, HighestNanos));
            MeasuredPackets++;
        }
        OnCounted(buffer, offset, length, header);
    }

    private void OnCounted(Adaptive.Agrona.IDirectBuffer buffer, int offset, int length, Header header)
    {
        Packets++;
        Bytes += length;
    }
}
