using System.Diagnostics;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

/// <summary>Whatever is cut, whenever: nothing is lost, nothing happens twice.</summary>
public sealed class CutTests
{
    private const ulong FirstClOrdID = 5_000;

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 20, 0)]
    [InlineData(3, 0, 50)]
    [InlineData(4, 20, 50)]
    [InlineData(5, 60, 30)]
    [InlineData(6, 5, 100)]
    public void Random_cuts_lose_nothing_and_double_nothing(int seed, int refusePercent, int crashPercent)
    {
        var random = new Random(seed);
        using var venue = new ModelVenue(new Random(seed + 1_000))
        {
            RefusePercent = refusePercent,
            CrashPercent = crashPercent,
        };
        int cuts = 150;
        venue.NextCut = () => cuts-- > 0
            ? random.Next(2) == 0 ? (random.Next(1, 4_000), long.MaxValue) : (long.MaxValue, random.Next(1, 8_000))
            : (long.MaxValue, long.MaxValue);
        Play(venue, orders: 1_500, $"seed {seed}", () => cuts < 0);
        Assert.True(venue.ConnectionCount > 100, $"Seed {seed}: only {venue.ConnectionCount} connections.");
        Assert.Equal(crashPercent > 0, venue.CrashCount > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cut_after_every_single_byte_loses_nothing_and_doubles_nothing(bool inbound)
    {
        const int orders = 2;
        long whole;
        using (var venue = new ModelVenue(new Random(1)))
        {
            Play(venue, orders, "no cut", () => true);
            whole = inbound ? venue.BytesIn : venue.BytesOut;
        }

        for (long cut = 1; cut <= whole; cut++)
        {
            // Now and then the second connection as well, at the same place of the way back.
            int connection = 0;
            int cuts = cut % 8 == 0 ? 2 : 1;
            using var venue = new ModelVenue(new Random(1)) { CrashPercent = (int)(cut % 2) * 100, RefusePercent = 10 };
            long bytes = cut;
            venue.NextCut = () => connection++ < cuts
                ? inbound ? (bytes, long.MaxValue) : (long.MaxValue, bytes)
                : (long.MaxValue, long.MaxValue);
            Play(venue, orders, $"cut after {cut} bytes, inbound {inbound}", () => true);
        }
    }

    private static void Play(ModelVenue venue, int orders, string what, Func<bool> isOver)
    {
        var handler = new RecordingHandler();
        using var client = new OrderEntryClient(
            new OrderEntryClientOptions
            {
                EndPoint = venue.EndPoint,
                SessionID = ClientHarness.SessionID,
                Key = ClientHarness.Key,
                WindowSize = 64,
                SendBufferBytes = 1_024,
                ReceiveBufferBytes = 1_024,
                Reconnect = ClientHarness.Eager,
            },
            handler);
        client.Connect();
        var sent = new Dictionary<uint, ulong>();
        long start = Stopwatch.GetTimestamp();
        while (!(isOver() && sent.Count >= orders && client.UnansweredCount == 0 && venue.IsIdle &&
            handler.Sequenced.Count == venue.Events.Count))
        {
            ulong clOrdID = FirstClOrdID + (ulong)sent.Count;
            // Goes on beyond the number of orders for as long as there are cuts to come.
            if ((sent.Count < orders || !isOver()) && client.TryNewOrder(
                clOrdID, 1, Side.Buy, 1, 1, TimeInForce.GoodTillCancel, out uint seqNo) == SendResult.Sent)
            {
                sent.Add(seqNo, clOrdID);
            }

            client.Poll();
            venue.Poll();
            // The connection is made on a thread of the pool, which may need this core.
            if (client.State == ClientState.Connecting)
                client.AwaitWork(1);
            Assert.True(
                Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30) && client.State != ClientState.Stopped,
                $"{what}: no end. State {client.State}, {client.LastDisconnectReason}, sent {sent.Count}, unanswered " +
                $"{client.UnansweredCount}, delivered {handler.Sequenced.Count} of {venue.Events.Count}, " +
                $"connections {venue.ConnectionCount}, calls {string.Join(", ", handler.Calls.TakeLast(9))}.");
        }

        Judge(venue, handler, sent, what);
    }

    private static void Judge(ModelVenue venue, RecordingHandler handler, Dictionary<uint, ulong> sent, string what)
    {
        Assert.True(venue.Violations.Count == 0, $"{what}: {string.Join("; ", venue.Violations)}");
        Assert.True(
            handler.Sequenced.SequenceEqual(venue.Events.Select(e => (e.MsgSeqNum, e.RefSeqNum, e.ClOrdID))),
            $"{what}: what was delivered is not what the engine said.");
        uint before = 0;
        foreach ((uint seqNo, ulong clOrdID) in venue.Applied)
        {
            Assert.True(seqNo > before && sent[seqNo] == clOrdID, $"{what}: applied {seqNo} after {before}.");
            before = seqNo;
        }

        // Each message has one fate, and the client was told the true one.
        var applied = venue.Applied.Select(command => command.SeqNo).ToHashSet();
        var refused = handler.BusinessRejects.Select(reject => reject.RefSeqNum)
            .Concat(handler.Undelivered.Select(message => message.SeqNo)).ToList();
        Assert.True(refused.Count == refused.Distinct().Count(), $"{what}: a message was refused twice.");
        Assert.True(
            sent.Keys.All(seqNo => applied.Contains(seqNo) != refused.Contains(seqNo)),
            $"{what}: a message has two fates or none.");
        Assert.All(handler.Undelivered, message => Assert.Equal(sent[message.SeqNo], message.ClOrdID));
    }
}
