using System.Diagnostics;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

/// <summary>Both ways of finding the sockets that can be read, with few and with many connections.</summary>
public class ReadinessTests
{
    private const int LongWaitMillis = 1_000;
    private const int WokenMillisMax = 10;

    public static TheoryData<ReadinessMode> Modes()
    {
        var modes = new TheoryData<ReadinessMode> { ReadinessMode.Portable };
        if (OperatingSystem.IsLinux())
            modes.Add(ReadinessMode.Epoll);
        return modes;
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Many_sessions_are_served_side_by_side(ReadinessMode mode)
    {
        using var venue = new Venue(options => options with { Readiness = mode, DirectReceiveConnections = 0 });
        uint[] sessions = [.. Enumerable.Range(4, 16).Select(id => (uint)id)];
        TestClient[] clients = [.. sessions.Select(id => venue.LogOn(id))];
        for (uint n = 1; n <= 50; n++)
        {
            for (int i = 0; i < clients.Length; i++)
                clients[i].Send(Venue.Order(n, sessions[i]));
        }

        for (int i = 0; i < clients.Length; i++)
        {
            for (uint n = 1; n <= 50; n++)
            {
                ExecutionReportNewBlock report = venue.Expect<ExecutionReportNewBlock>(clients[i]);
                Assert.Equal((sessions[i], n), (report.SessionID, report.MsgSeqNum));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Pause_of_the_service_cuts_nobody_who_has_kept_alive(ReadinessMode mode)
    {
        const uint Sessions = 300;
        var directory = new SessionDirectory(Enumerable.Range(1, (int)Sessions).Select(
            id => new SessionDefinition((uint)id, $"session-{id}", Venue.KeyOf((uint)id))));
        using var venue = new Venue(
            options => options with { Readiness = mode, MaxConnections = (int)Sessions }, directory: directory);
        TestClient[] clients = [.. Enumerable.Range(1, (int)Sessions).Select(id => venue.LogOn((uint)id))];
        for (uint i = 0; i < Sessions; i++)
            clients[i].Send(new SequenceBlock { SessionID = i + 1 });

        venue.Advance(10 * Venue.KeepAliveMillis);

        Assert.Equal(0, venue.Gateway.Counters.Terminations);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Number_of_connections_may_cross_the_limit_of_direct_receiving(ReadinessMode mode)
    {
        using var venue = new Venue(options => options with { Readiness = mode, DirectReceiveConnections = 2 });
        for (int round = 0; round < 3; round++)
        {
            uint[] sessions = [.. Enumerable.Range(4, 4).Select(id => (uint)id)];
            var clients = new List<TestClient>();
            foreach (uint session in sessions)
            {
                clients.Add(venue.LogOn(session, (ulong)round + 1));
                clients[^1].Send(Venue.Order(1, session));
                venue.Expect<ExecutionReportNewBlock>(clients[^1]);
            }
            foreach (TestClient client in clients)
            {
                client.Dispose();
                long open = venue.Gateway.Counters.ConnectionsOpen;
                venue.Await(() => venue.Gateway.Counters.ConnectionsOpen < open);
            }
        }

        Assert.Equal(0, venue.Gateway.Counters.SessionsEstablished);
        Assert.Equal(12, venue.Gateway.Counters.ConnectionsAccepted);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Client_that_reads_again_gets_what_waited(ReadinessMode mode)
    {
        using var venue = new Venue(options => options with
        {
            Readiness = mode,
            DirectReceiveConnections = 0,
            SocketSendBufferBytes = 4_096,
        });
        TestClient client = venue.LogOn(receiveBufferBytes: 4_096);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 20_000);
        venue.Settle();

        for (uint n = 1; n <= 20_000; n++)
            Assert.Equal(n, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Wait_ends_when_a_client_connects_or_sends(ReadinessMode mode)
    {
        using var venue = new Venue(options => options with { Readiness = mode });
        using var client = new TestClient(venue.Gateway.LocalEndPoint);
        Assert.True(AwaitsWork(venue, () => venue.Gateway.Counters.ConnectionsOpen == 1));
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));

        Assert.True(AwaitsWork(venue, () => venue.Engine.Published == 1));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Wait_ends_at_its_time_and_when_woken(ReadinessMode mode)
    {
        using var venue = new Venue(options => options with { Readiness = mode });
        venue.Settle();
        // A busy machine may stretch any single wait, so one that ends early among many is proof.
        Assert.Contains(Enumerable.Range(0, 50), _ => WaitMillis(venue, 5) >= 4);
        Assert.Contains(Enumerable.Range(0, 50), _ =>
        {
            venue.Gateway.Wake();
            venue.Gateway.Wake();
            return WaitMillis(venue, LongWaitMillis) < WokenMillisMax;
        });
        Assert.Contains(Enumerable.Range(0, 50), _ => WaitMillis(venue, LongWaitMillis) > WokenMillisMax);
    }

    [Fact]
    public void Wake_after_the_end_does_nothing()
    {
        var venue = new Venue();
        venue.Dispose();

        venue.Gateway.Wake();
        venue.Dispose();
    }

    private static double WaitMillis(Venue venue, int timeoutMillis)
    {
        long start = Stopwatch.GetTimestamp();
        venue.Gateway.AwaitWork(timeoutMillis);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Waits and works in turns, as the layout does that sleeps when idle.</summary>
    private static bool AwaitsWork(Venue venue, Func<bool> condition)
    {
        for (int i = 0; i < 200 && !condition(); i++)
        {
            if (venue.Gateway.DoWork() == 0)
                venue.Gateway.AwaitWork(LongWaitMillis);
        }
        return condition();
    }
}
