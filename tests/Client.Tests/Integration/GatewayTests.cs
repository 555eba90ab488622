using System.Diagnostics;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

/// <summary>The client against the real gateway and the real core.</summary>
public sealed class GatewayTests
{
    private const int Orders = 2_000;
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [Theory]
    [InlineData(11, 0, false)]
    [InlineData(12, 10, false)]
    [InlineData(13, 10, true)]
    public void Two_sessions_trade_through_cuts_and_crashes_and_both_are_told_the_truth(
        int seed, int busyPercent, bool crashes)
    {
        var random = new Random(seed);
        using var venue = new RealVenue(new Random(seed + 1_000), Key, 1, 2) { BusyPercent = busyPercent };
        using var first = new Trader(venue, 1, Side.Buy, seed + 1);
        using var second = new Trader(venue, 2, Side.Sell, seed + 2);
        int cuts = 40;
        foreach (Trader trader in new[] { first, second })
        {
            trader.Proxy.NextCut = () => cuts-- > 0 ? random.Next(1, 20_000) : long.MaxValue;
            trader.Proxy.OnCut = () =>
            {
                if (crashes && random.Next(2) == 0)
                    venue.Crash();
            };
        }

        long start = Stopwatch.GetTimestamp();
        while (!first.IsDone || !second.IsDone)
        {
            first.Turn();
            second.Turn();
            venue.Turn();
            Assert.True(
                Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(40),
                $"Seed {seed}: no end. {first}; {second}.");
        }

        Assert.True(cuts <= 0, $"Seed {seed}: {cuts} cuts are left.");
        Assert.Equal(crashes, venue.CrashCount > 0);
        Assert.Contains(venue.Events, record => record.Header.TemplateId == ExecutionReportTradeBlock.TemplateId);
        first.Judge($"seed {seed}, session 1");
        second.Judge($"seed {seed}, session 2");
    }

    [Fact]
    public void Another_process_takes_the_session_up_where_the_first_left_it()
    {
        using var venue = new RealVenue(new Random(21), Key, 1, 2);
        SessionResumePoint point;
        using (var first = new Trader(venue, 1, Side.Buy, 1))
        {
            first.Until(() => first.Handler.Sequenced.Count >= 100, venue);
            point = first.Client.ResumePoint;
        }

        using var second = new Trader(venue, 1, Side.Buy, 1, point with { NextOutgoingSeqNo = 0 });
        second.Until(() => second.Client.State == ClientState.Established, venue);
        EstablishedInfo info = second.Handler.Established[0];
        Assert.Equal(point.SessionVerID, info.SessionVerID);
        Assert.Equal(info.VenueLastIncomingSeqNo + 1, info.NextOutgoingSeqNo);
        second.Until(() => second.Handler.Sequenced.Count > 200, venue);
        Assert.Equal(
            Enumerable.Range((int)point.NextIncomingSeqNo, second.Handler.Sequenced.Count).Select(n => (uint)n),
            second.Handler.Sequenced.Select(message => message.SeqNo));
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    public void Each_command_of_an_operator_is_applied_once_and_answered_once_through_cuts_and_crashes(
        int seed, bool crashes)
    {
        var random = new Random(seed);
        using var venue = new RealVenue(new Random(seed + 1_000), Key, RealVenue.Operator) { BusyPercent = 10 };
        using var ops = new Trader(venue, RealVenue.Operator, Side.Buy, seed + 1);
        int cuts = 20;
        ops.Proxy.NextCut = () => cuts-- > 0 ? random.Next(1, 10_000) : long.MaxValue;
        ops.Proxy.OnCut = () =>
        {
            if (crashes)
                venue.Crash();
        };

        ops.Until(() => ops.IsDone, venue);

        Assert.True(cuts <= 0, $"Seed {seed}: {cuts} cuts are left.");
        ops.Judge($"seed {seed}");
    }

    private sealed class Trader : IDisposable
    {
        private readonly RealVenue _venue;
        private readonly uint _sessionID;
        private readonly Side _side;
        private readonly Random _random;
        private readonly Dictionary<uint, ulong> _sent = [];

        public Trader(RealVenue venue, uint sessionID, Side side, int seed, SessionResumePoint? resumeFrom = null)
        {
            _venue = venue;
            _sessionID = sessionID;
            _side = side;
            _random = new Random(seed);
            Proxy = new CuttingProxy { Venue = () => venue.EndPoint };
            Client = new OrderEntryClient(
                new OrderEntryClientOptions
                {
                    EndPoint = Proxy.EndPoint,
                    SessionID = sessionID,
                    Key = new SessionKey(Key),
                    WindowSize = 256,
                    Reconnect = new ReconnectPolicy { InitialDelayMillis = 1, MaxDelayMillis = 4 },
                    ResumeFrom = resumeFrom,
                },
                Handler);
            Client.Connect();
        }

        public CuttingProxy Proxy { get; }

        public RecordingHandler Handler { get; } = new();

        public OrderEntryClient Client { get; }

        public bool IsDone => _sent.Count >= Orders && Client.UnansweredCount == 0 &&
            Client.State == ClientState.Established && Handler.Sequenced.Count == EventsOfSession().Count();

        public void Turn()
        {
            ulong clOrdID = 10_000 + (ulong)_sent.Count;
            if (_sent.Count < Orders && Send(clOrdID, out uint seqNo) == SendResult.Sent)
                _sent.Add(seqNo, clOrdID);
            Client.Poll();
            Proxy.Poll();
        }

        public void Until(Func<bool> condition, RealVenue venue)
        {
            long start = Stopwatch.GetTimestamp();
            while (!condition())
            {
                Turn();
                venue.Turn();
                Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), ToString());
            }
        }

        public void Judge(string what)
        {
            Assert.True(
                Handler.Sequenced.Select(message => message.SeqNo).SequenceEqual(EventsOfSession()),
                $"{what}: what was delivered is not what the engine said.");
            Dictionary<uint, ulong> applied = _venue.CommandsOf(_sessionID).ToDictionary(
                command => CommandRecord.BlockOf<OrderCancelRequestBlock>(in command).MsgSeqNum,
                command => CommandRecord.BlockOf<OrderCancelRequestBlock>(in command).ClOrdID);
            HashSet<uint> refused =
            [
                .. Handler.BusinessRejects.Select(reject => reject.RefSeqNum),
                .. Handler.Undelivered.Select(message => message.SeqNo),
            ];
            // Operators' commands have no ClOrdID.
            if (_sessionID != RealVenue.Operator)
                Assert.All(applied, command => Assert.Equal(_sent[command.Key], command.Value));
            Assert.True(
                _sent.Keys.All(seqNo => applied.ContainsKey(seqNo) != refused.Contains(seqNo)),
                $"{what}: a message has two fates or none.");
        }

        public override string ToString() =>
            $"session {_sessionID} {Client.State} {Client.LastDisconnectReason}, sent {_sent.Count}, unanswered " +
            $"{Client.UnansweredCount}, delivered {Handler.Sequenced.Count}, connections {Proxy.ConnectionCount}, " +
            string.Join(", ", Handler.Calls.TakeLast(6)) + ", " + Handler.Disconnects.LastOrDefault();

        public void Dispose()
        {
            Client.Dispose();
            Proxy.Dispose();
        }

        private SendResult Send(ulong clOrdID, out uint seqNo) => _sessionID == RealVenue.Operator
            ? Operate(out seqNo)
            : Trade(clOrdID, out seqNo);

        private SendResult Operate(out uint seqNo) => _random.Next(4) switch
        {
            0 => Client.TrySend(
                new SecurityStatusBlock
                {
                    SecurityID = RealVenue.SecurityID,
                    SecurityTradingStatus = SecurityTradingStatus.TradingHalt,
                }, out seqNo),
            1 => Client.TrySend(new OrderMassActionBlock { SecurityID = 99 }, out seqNo),
            2 => Client.TrySend(
                new SecuritySettingsBlock { SecurityID = RealVenue.SecurityID, MaxPriceLevels = 100 }, out seqNo),
            _ => Client.TrySend(default(TradingSessionClosedBlock), out seqNo),
        };

        private SendResult Trade(ulong clOrdID, out uint seqNo) => _random.Next(13) switch
        {
            10 => Client.TrySend(
                new NewOrderExtendedBlock
                {
                    ClOrdID = clOrdID,
                    SecurityID = RealVenue.SecurityID,
                    Side = _side,
                    OrdType = OrdType.Limit,
                    TimeInForce = TimeInForce.Day,
                    Price = Price(),
                    OrderQty = 9,
                    DisplayQty = 2,
                    DisplayMethod = DisplayMethod.Initial,
                    Account = 4,
                }, out seqNo),
            11 => Client.TrySend(
                new OrderCancelReplaceExtendedBlock
                {
                    ClOrdID = clOrdID,
                    OrigClOrdID = clOrdID - 2,
                    SecurityID = RealVenue.SecurityID,
                    Price = Price(),
                    OrderQty = 8,
                    DisplayQty = 3,
                }, out seqNo),
            12 when _random.Next(10) == 0 => Client.TrySend(
                new OrderMassCancelRequestBlock { ClOrdID = clOrdID, Side = _side }, out seqNo),
            0 => Client.TryCancel(clOrdID, clOrdID - 2, RealVenue.SecurityID, out seqNo),
            1 => Client.TryReplace(clOrdID, clOrdID - 3, RealVenue.SecurityID, Price(), 5, out seqNo),
            2 => Client.TryReduce(clOrdID, clOrdID - 4, RealVenue.SecurityID, 1, out seqNo),
            3 => Client.TryNewOrder(
                clOrdID, RealVenue.SecurityID, _side, Price(), 4, TimeInForce.ImmediateOrCancel, out seqNo),
            _ => Client.TryNewOrder(
                clOrdID, RealVenue.SecurityID, _side, Price(), 3, TimeInForce.GoodTillCancel, out seqNo),
        };

        private long Price() => 1_000 + _random.Next(20);

        private IEnumerable<uint> EventsOfSession() => _venue.Events
            .Select(record => EventRecord.BlockOf<OrderCancelRequestBlock>(in record))
            .Where(block => block.SessionID == _sessionID && block.MsgSeqNum != 0)
            .Select(block => block.MsgSeqNum);
    }
}
