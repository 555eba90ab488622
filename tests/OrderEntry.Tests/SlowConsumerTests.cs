using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public class SlowConsumerTests
{
    private const int SmallBuffer = 4_096;

    [Fact]
    public void Client_that_lags_too_far_is_cut_and_its_session_is_free_at_once()
    {
        using var venue = NewVenue();
        TestClient slow = venue.LogOn(receiveBufferBytes: SmallBuffer);
        int filled = 0;
        while (venue.Gateway.Counters.SlowConsumerCuts == 0 && filled < 1_000_000)
        {
            venue.Engine.Fill(venue.Gateway, Venue.Alpha, 100);
            venue.Turn();
            filled += 100;
        }

        Assert.Equal(1, venue.Gateway.Counters.SlowConsumerCuts);
        TestClient again = venue.Resume(Venue.Alpha, 1, out EstablishmentAckBlock ack);
        Assert.Equal((uint)filled + 1, ack.NextSeqNo);
        Assert.Equal(TerminationCode.SlowConsumer, ReadToEnd(venue, slow).Code);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1);
        Assert.Equal((uint)filled + 1, venue.Expect<ExecutionReportTradeBlock>(again).MsgSeqNum);
    }

    [Fact]
    public void Client_that_takes_nothing_for_too_long_is_cut()
    {
        using var venue = NewVenue();
        TestClient slow = venue.LogOn(receiveBufferBytes: SmallBuffer);
        FillUntilBlocked(venue);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 10_000);
        long bytesSent = venue.Gateway.Counters.BytesSent;
        int waitedMillis = 0;
        while (venue.Gateway.Counters.SlowConsumerCuts == 0)
        {
            Assert.True(waitedMillis < venue.Options.NoProgressMillisMax, "The client was not cut in time.");
            KeepAlive(venue, slow);
            // The kernel may have moved a few bytes on its own, before or after the clock: then the time starts anew.
            waitedMillis = venue.Gateway.Counters.BytesSent == bytesSent ? waitedMillis + 500 : 0;
            bytesSent = venue.Gateway.Counters.BytesSent;
        }

        Assert.InRange(waitedMillis, venue.Options.NoProgressMillisMax - 500, venue.Options.NoProgressMillisMax);
        Assert.Equal(TerminationCode.SlowConsumer, ReadToEnd(venue, slow).Code);
    }

    [Fact]
    public void Client_that_lags_and_catches_up_gets_every_message_in_order()
    {
        using var venue = NewVenue();
        TestClient slow = venue.LogOn(receiveBufferBytes: SmallBuffer);
        uint filled = FillUntilBlocked(venue);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1_000);
        filled += 1_000;

        for (uint n = 1; n <= filled; n++)
            Assert.Equal(n, venue.Expect<ExecutionReportTradeBlock>(slow).MsgSeqNum);
        Assert.Equal(0, venue.Gateway.Counters.Terminations);
    }

    [Fact]
    public void Client_that_lags_when_the_venue_stops_gets_every_message_and_then_the_goodbye()
    {
        using var venue = NewVenue();
        TestClient slow = venue.LogOn(receiveBufferBytes: SmallBuffer);
        uint filled = FillUntilBlocked(venue);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1_000);
        filled += 1_000;

        venue.Gateway.Stop();

        for (uint n = 1; n <= filled; n++)
            Assert.Equal(n, venue.Expect<ExecutionReportTradeBlock>(slow).MsgSeqNum);
        venue.ExpectTermination(slow, TerminationCode.ServiceStopping);
    }

    [Fact]
    public void Client_that_takes_nothing_does_not_hold_up_a_venue_that_stops()
    {
        using var venue = NewVenue();
        venue.LogOn(receiveBufferBytes: SmallBuffer);
        FillUntilBlocked(venue);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1_000);

        venue.Gateway.Stop();
        venue.Advance(venue.Options.TerminateTimeoutMillis);
        Assert.False(venue.Gateway.IsStopped);
        venue.Advance(venue.Options.TerminateTimeoutMillis);
        venue.Turn();

        Assert.True(venue.Gateway.IsStopped);
    }

    [Fact]
    public void Burst_that_the_socket_takes_is_no_lag()
    {
        using var venue = new Venue(options => options with { MaxBacklogMessages = 100 });
        TestClient client = venue.LogOn();

        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 2_000);

        for (uint n = 1; n <= 2_000; n++)
            Assert.Equal(n, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
        Assert.Equal(0, venue.Gateway.Counters.SlowConsumerCuts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Nothing_is_read_from_a_client_that_does_not_take_its_answers(int direct)
    {
        using var venue = new Venue(options => options with
        {
            DirectReceiveConnections = direct,
            SocketSendBufferBytes = SmallBuffer,
            SendBufferBytes = SmallBuffer,
            MaxRejectsPerSecond = int.MaxValue,
        });
        TestClient flooder = venue.LogOn(receiveBufferBytes: SmallBuffer);
        byte[] refused = [.. Enumerable.Range(0, 500).SelectMany(_ => TestClient.Frame(Venue.Order(0)))];
        long before;
        do
        {
            before = venue.Gateway.Counters.FramesReceived;
            // A partly sent block leaves the stream aligned: the rest goes first the next time.
            for (int sent = 0, idle = 0; sent < refused.Length && idle < 1_000;)
            {
                int taken = flooder.TrySendBytes(refused.AsSpan(sent));
                sent += taken;
                idle = taken == 0 ? idle + 1 : 0;
                venue.Turn();
            }
            venue.Settle();
        }
        while (venue.Gateway.Counters.FramesReceived > before && before < 5_000_000);

        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
        TestClient other = venue.LogOn(Venue.Beta);
        other.Send(Venue.Order(1, Venue.Beta));
        venue.Expect<ExecutionReportNewBlock>(other);
        venue.Advance(venue.Options.NoProgressMillisMax);
        Assert.Equal(1, venue.Gateway.Counters.SlowConsumerCuts);
    }

    private static Venue NewVenue() => new(options => options with
    {
        SocketSendBufferBytes = SmallBuffer,
        MaxBacklogMessages = 20_000,
    });

    /// <returns>How many messages there are, of which the socket did not take all.</returns>
    private static uint FillUntilBlocked(Venue venue)
    {
        const int TradeLength = FrameLayout.BlockOffset + ExecutionReportTradeBlock.BlockLength;
        uint filled = 0;
        do
        {
            venue.Engine.Fill(venue.Gateway, Venue.Alpha, 100);
            filled += 100;
            venue.Settle();
        }
        while (venue.Gateway.Counters.BytesSent >= filled * TradeLength);
        return filled;
    }

    private static void KeepAlive(Venue venue, TestClient client)
    {
        client.Send(new SequenceBlock { SessionID = Venue.Alpha });
        venue.Settle();
        venue.Advance(500);
    }

    private static (uint Count, TerminationCode Code) ReadToEnd(Venue venue, TestClient client)
    {
        uint count = 0;
        while (true)
        {
            byte[] frame = venue.ExpectFrame(client);
            if (FrameCodec.Holds<TerminateBlock>(frame))
                return (count, FrameCodec.Block<TerminateBlock>(frame).TerminationCode);
            count++;
        }
    }
}
