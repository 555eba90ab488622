using Adaptive.Aeron;
using Adaptive.Agrona.Concurrent;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>
/// A venue in small: a few instruments with random flows, all streams published over Aeron and kept for replay, and the
/// truth remembered. Turned by the test.
/// </summary>
internal sealed class TestVenue : IDisposable
{
    public const int Depth = 5;

    private static readonly FeedStream[] AllStreams = Enum.GetValues<FeedStream>()[..8];

    private readonly Aeron _aeron;
    private readonly Dictionary<FeedStream, ExclusivePublication[]> _publications = [];
    private readonly Dictionary<FeedStream, ulong> _numbers = [];
    private readonly Dictionary<(uint, FeedStream), ulong> _rptSeqs = [];
    private readonly Dictionary<uint, BestBidOfferBlock> _bests = [];
    private readonly RandomBookFlow[] _flows;
    private readonly FeedNumbers _shared = new();
    private readonly Random _random;
    private readonly PacketWriter _orders = new();
    private readonly PacketWriter _levels = new();
    private readonly PacketWriter _other = new();
    private ulong _snapshotNumber;
    private ulong _snapshotId;
    private int _nextSnapshot;

    public TestVenue(
        string directory, int seed, int instruments = 2, ulong epoch = 77, params string[] channels)
    {
        Store.Epoch = epoch;
        _random = new Random(seed);
        _flows = [.. Enumerable.Range(1, instruments)
            .Select(id => new RandomBookFlow((seed * 100) + id, (uint)id, Depth) { Numbers = _shared })];
        _aeron = Aeron.Connect(new Aeron.Context().AeronDirectoryName(directory));
        foreach (FeedStream stream in AllStreams)
        {
            _publications[stream] = [.. (channels is [] ? ["aeron:ipc?term-length=1m"] : channels)
                .Select(channel => _aeron.AddExclusivePublication(channel, 1_000 + (int)stream))];
        }
        foreach (RandomBookFlow flow in _flows)
            Define(flow.SecurityId);
    }

    public MessageStore Store { get; } = new();

    /// <summary>Digests of the books after each command that changed the orders, or the levels.</summary>
    public Dictionary<(uint SecurityId, ulong RptSeq), BookDigest> OrderTruth { get; } = [];

    public Dictionary<(uint SecurityId, ulong RptSeq), BookDigest> LevelTruth { get; } = [];

    public Dictionary<uint, BestBidOfferBlock> BestTruth => _bests;

    /// <summary>Decides whether a packet is lost on a channel: stream, index of the channel.</summary>
    public Func<FeedStream, int, bool> Loses { get; set; } = (_, _) => false;

    /// <summary>Called when a channel has no room for a packet, until it has; null loses the packet there.</summary>
    public Action? AwaitRoom { get; set; }

    public IReadOnlyList<RandomBookFlow> Flows => _flows;

    public bool IsConnected(FeedStream stream) => _publications[stream].All(one => one.IsConnected);

    /// <summary>One command in one of the instruments.</summary>
    public void Step()
    {
        RandomBookFlow flow = _flows[_random.Next(_flows.Length)];
        flow.Next(_orders, _levels);
        if (_orders.Length > 0)
        {
            OrderTruth[(flow.SecurityId, flow.OrdersRptSeq)] = BookAssert.DigestOf(flow.Book);
            Publish(FeedStream.Orders, _orders.ToArray());
            PublishTrades(_orders.ToArray());
        }
        if (_levels.Length > 0)
        {
            LevelTruth[(flow.SecurityId, flow.LevelsRptSeq)] = BookAssert.LevelDigestOf(flow.Book, Depth);
            Publish(FeedStream.PriceLevels, _levels.ToArray());
            PublishBest(flow);
        }
    }

    /// <summary>What each stream says once a second.</summary>
    public void Beat()
    {
        foreach (FeedStream stream in AllStreams)
        {
            var heartbeat = new HeartbeatBlock
            {
                ApplSeqNum = stream == FeedStream.Snapshots ? _snapshotNumber : Store.LastOf(stream),
                EngineSequence = _shared.Engine,
                TransactTime = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100,
                FeedStream = stream,
                FeedEpoch = Store.Epoch,
            };
            Send(stream, new PacketWriter().Add(in heartbeat).ToArray());
        }
    }

    /// <summary>The snapshot of the next instrument.</summary>
    public void Snapshot()
    {
        RandomBookFlow flow = _flows[_nextSnapshot++ % _flows.Length];
        List<SnapshotOrderEntryBlock> orders = [];
        List<PriceLevelEntryBlock> levels = [];
        foreach (MDEntryType side in (MDEntryType[])[MDEntryType.Bid, MDEntryType.Offer])
        {
            orders.AddRange(flow.Book.Orders(side).Select(order => new SnapshotOrderEntryBlock
            {
                OrderID = order.OrderId,
                MDEntryPx = order.Price,
                MDEntrySize = order.Quantity,
                MDEntryType = side,
            }));
            levels.AddRange(flow.Book.Levels(side, Depth).Select((level, index) => new PriceLevelEntryBlock
            {
                MDEntryPx = level.Price,
                MDEntrySize = level.Quantity,
                NumberOfOrders = (uint)level.OrderCount,
                MDPriceLevel = (ushort)(index + 1),
                MDEntryType = side,
            }));
        }
        BookDigest digest = BookAssert.DigestOf(flow.Book);
        _snapshotId++;
        SendSnapshot(new PacketWriter().Add(new SnapshotBeginBlock
        {
            ApplSeqNum = ++_snapshotNumber,
            SecurityID = flow.SecurityId,
            SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade,
            LastOrdersApplSeqNum = Store.LastOf(FeedStream.Orders),
            LastPriceLevelsApplSeqNum = Store.LastOf(FeedStream.PriceLevels),
            OrdersRptSeq = flow.OrdersRptSeq,
            PriceLevelsRptSeq = flow.LevelsRptSeq,
            LastEngineSequence = _shared.Engine,
            TotNumOrders = (uint)orders.Count,
            TotNumPriceLevels = (uint)levels.Count,
            FeedEpoch = Store.Epoch,
            SnapshotID = _snapshotId,
        }));
        foreach (SnapshotOrderEntryBlock[] part in orders.Chunk(30))
        {
            SendSnapshot(new PacketWriter().Add(
                new SnapshotOrdersBlock
                {
                    ApplSeqNum = ++_snapshotNumber, SecurityID = flow.SecurityId, SnapshotID = _snapshotId,
                },
                (ReadOnlySpan<SnapshotOrderEntryBlock>)part));
        }
        SendSnapshot(new PacketWriter().Add(
            new SnapshotPriceLevelsBlock
            {
                ApplSeqNum = ++_snapshotNumber, SecurityID = flow.SecurityId, SnapshotID = _snapshotId,
            },
            [.. levels]));
        if (_bests.TryGetValue(flow.SecurityId, out BestBidOfferBlock best))
            SendSnapshot(new PacketWriter().Add(best with { ApplSeqNum = ++_snapshotNumber }));
        SendSnapshot(new PacketWriter().Add(new SnapshotEndBlock
        {
            ApplSeqNum = ++_snapshotNumber,
            SecurityID = flow.SecurityId,
            SnapshotID = _snapshotId,
            DigestLow = digest.Low,
            DigestHigh = digest.High,
        }));
    }

    public void Publish(FeedStream stream, byte[] packet)
    {
        Store.Add(stream, packet);
        Send(stream, packet);
    }

    public ulong NextRptSeq(uint securityId, FeedStream stream) =>
        _rptSeqs[(securityId, stream)] = _rptSeqs.GetValueOrDefault((securityId, stream)) + 1;

    public ulong NextNumber(FeedStream stream) => _numbers[stream] = _numbers.GetValueOrDefault(stream) + 1;

    /// <summary>Publishes a fill.</summary>
    public void Fill(long quantity)
    {
        _shared.Engine++;
        Publish(FeedStream.Fills, new PacketWriter().Add(new FillBlock
        {
            ApplSeqNum = NextNumber(FeedStream.Fills),
            RptSeq = NextRptSeq(1, FeedStream.Fills),
            EngineSequence = _shared.Engine,
            SecurityID = 1,
            MatchEventIndicator = MatchEventIndicator.EndOfEvent,
            LastQty = quantity,
        }).ToArray());
    }

    public void Dispose() => _aeron.Dispose();

    private void Define(uint securityId) => Publish(FeedStream.Status, new PacketWriter().Add(
        new SecurityDefinitionBlock
        {
            ApplSeqNum = NextNumber(FeedStream.Status),
            RptSeq = NextRptSeq(securityId, FeedStream.Status),
            EngineSequence = ++_shared.Engine,
            SecurityID = securityId,
            MatchEventIndicator = MatchEventIndicator.EndOfEvent,
            SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade,
        }).ToArray());

    private void PublishTrades(byte[] orders)
    {
        _other.Clear();
        var reader = new FeedPacketReader(orders);
        while (reader.TryRead(out FeedMessage message))
        {
            if (message.TemplateId != OrderExecutedBlock.TemplateId)
                continue;
            OrderExecutedBlock executed = message.Block<OrderExecutedBlock>();
            _other.Add(new TradeBlock
            {
                ApplSeqNum = NextNumber(FeedStream.Trades),
                RptSeq = NextRptSeq(executed.SecurityID, FeedStream.Trades),
                EngineSequence = executed.EngineSequence,
                SecurityID = executed.SecurityID,
                LastPx = executed.LastPx,
                LastQty = executed.LastQty,
            });
        }
        if (_other.Length > 0)
            Publish(FeedStream.Trades, _other.ToArray());
    }

    private void PublishBest(RandomBookFlow flow)
    {
        BookLevel bid = flow.Book.Levels(MDEntryType.Bid, 1).FirstOrDefault();
        BookLevel offer = flow.Book.Levels(MDEntryType.Offer, 1).FirstOrDefault();
        BestBidOfferBlock last = _bests.GetValueOrDefault(flow.SecurityId);
        if ((last.BidPx, last.BidSize, last.OfferPx, last.OfferSize)
            == (bid.Price, bid.Quantity, offer.Price, offer.Quantity))
            return;
        var best = new BestBidOfferBlock
        {
            ApplSeqNum = NextNumber(FeedStream.BestBidOffer),
            RptSeq = NextRptSeq(flow.SecurityId, FeedStream.BestBidOffer),
            EngineSequence = flow.EngineSequence,
            SecurityID = flow.SecurityId,
            MatchEventIndicator = MatchEventIndicator.EndOfEvent,
            BidPx = bid.Price,
            BidSize = bid.Quantity,
            OfferPx = offer.Price,
            OfferSize = offer.Quantity,
        };
        _bests[flow.SecurityId] = best;
        Publish(FeedStream.BestBidOffer, new PacketWriter().Add(in best).ToArray());
    }

    private void SendSnapshot(PacketWriter packet) => Send(FeedStream.Snapshots, packet.ToArray());

    /// <summary>A packet that does not get through is lost, as it is with a venue that never waits.</summary>
    private void Send(FeedStream stream, byte[] packet)
    {
        ExclusivePublication[] channels = _publications[stream];
        for (int i = 0; i < channels.Length; i++)
        {
            if (Loses(stream, i))
                continue;
            var buffer = new UnsafeBuffer(packet);
            while (channels[i].Offer(buffer) is Publication.BACK_PRESSURED or Publication.ADMIN_ACTION
                && AwaitRoom is not null)
                AwaitRoom();
        }
    }
}
