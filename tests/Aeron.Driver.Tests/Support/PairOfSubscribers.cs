using MediaDriverTests.Peer;

namespace MediaDriverTests.Support;

/// <summary>
/// A tethered and an untethered subscriber of one network image. The latter is never left behind, so whatever waits for it
/// waits for good.
/// </summary>
internal sealed class PairOfSubscribers : IDisposable
{
    private const int StreamId = 10;

    private readonly TestDriver _driver = new(context =>
        context.UntetheredWindowLimitTimeoutNanos = 3_600_000 * TestDriver.Millisecond);

    private readonly PeerSubscription _tethered;
    private readonly PeerSubscription _loose;

    public PairOfSubscribers(string termLength)
    {
        Client = _driver.Connect();
        string channel = Ports.Channel();
        _tethered = Client.AddSubscription(channel, StreamId);
        _loose = Client.AddSubscription(channel + "|tether=false", StreamId);
        Publication = Client.AddPublication($"{channel}|term-length={termLength}", StreamId);
        Reading = _tethered.AwaitImage();
        Standing = _loose.AwaitImage();
    }

    public PeerClient Client { get; }

    public PeerPublication Publication { get; }

    public PeerImage Reading { get; }

    public PeerImage Standing { get; }

    public void Dispose()
    {
        Publication.Dispose();
        _loose.Dispose();
        _tethered.Dispose();
        _driver.Dispose();
    }
}
