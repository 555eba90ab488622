using System.Net;
using Adaptive.Aeron;
using MatchingEngine.Client;
using MatchingEngine.Journal;
using MatchingEngine.MarketData;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Flow;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Bench.Feed;

/// <summary>A service in this process with or without its feed, and a client session.</summary>
internal sealed class Venue : IDisposable
{
    public const uint SecurityId = 1;

    private readonly string _data = Places.DataDirectory();

    public Venue(string? channel, ThreadLayout threads, OrderEntryHandler? handler = null)
    {
        SessionDefinition session = SessionDefinition.WithRandomKey(1, "bench");
        Service = MatchingService.Start(
            new ServiceOptions
            {
                Engine = new EngineOptions
                {
                    DataDirectory = _data, Threads = threads, Durability = DurabilityPolicy.Os,
                },
                OrderEntry = new OrderEntryOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
                Sessions = new SessionDirectory([session]),
                Feed = channel is null ? null : new FeedServiceOptions
                {
                    AeronDirectory = Places.AeronDirectory(),
                    Feed = new FeedOptions { Channel = channel },
                    Replay = new ReplayOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
                },
            },
            static _ => { });
        Client = new OrderEntryClient(
            new OrderEntryClientOptions
            {
                EndPoint = Service.EndPoint,
                SessionID = session.SessionId,
                Key = new SessionKey(session.Key),
                FlushMode = FlushMode.Batched,
            },
            handler ?? Player);
        Client.Connect();
        FlowPlayer.AwaitEstablished(Client);
        if (Service.Feed is { } feed)
            Aeron = Adaptive.Aeron.Aeron.Connect(new Aeron.Context().AeronDirectoryName(feed.AeronDirectory!));
    }

    public MatchingService Service { get; }

    public OrderEntryClient Client { get; }

    public FlowPlayer Player { get; } = new(SecurityId);

    /// <summary>A client of the feed's driver; null without a feed.</summary>
    public Aeron? Aeron { get; }

    public void Dispose()
    {
        Client.Dispose();
        Aeron?.Dispose();
        Service.Stop();
        Service.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
