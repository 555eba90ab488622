using System.Diagnostics;
using System.Globalization;
using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.SystemTests.Malformed;
using MatchingEngine.SystemTests.Support;
using Xunit.Abstractions;

namespace MatchingEngine.SystemTests;

public class MalformedFrameTests(ITestOutputHelper output)
{
    private const int Seed = 4711;
    private const uint SideSessionId = 1;
    private const uint BadSessionId = 2;
    private const long GrowthBytesMax = 96L << 20;
    private const int ConnectionsMax = 256;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private static string? FrameCountText => Environment.GetEnvironmentVariable("ME_FUZZ_FRAMES");

    private static long FrameCount =>
        long.TryParse(FrameCountText, CultureInfo.InvariantCulture, out long frames) ? frames : 30_000;

    [Fact]
    public void Every_kind_of_bad_input_is_answered_by_name_while_others_are_served()
    {
        using var data = new TempDirectory();
        using Server server = StartWithSessions(data);
        using var side = new SideSession(SideOptions(server, data), AnswerLimit);
        var random = new Random(Seed);
        RawSession session = RawSession.Load(data.PathOf("sessions.json"), BadSessionId);
        using var campaign = new MalformedCampaign(server.EndPoint, session, random);
        var clock = Stopwatch.StartNew();

        // The first part brings the process to its working size.
        campaign.RunTo(Math.Min(FrameCount / 3, 50_000));
        long before = server.Process.ResidentBytes();
        campaign.RunTo(FrameCount);
        long after = server.Process.ResidentBytes();
        side.Finish();

        foreach ((string kind, long count) in campaign.Counts)
            output.WriteLine($"{count,9} {kind}");
        output.WriteLine($"{campaign.Frames,9} frames, seed {Seed}, in {clock.Elapsed.TotalSeconds:F1} s; "
            + $"resident {before >> 20} MiB before, {after >> 20} MiB after; "
            + $"side session {side.Rounds} rounds, longest wait {side.LongestWait.TotalMilliseconds:F0} ms");
        int kinds = EstablishedKinds.All.Count + FatalKinds.BeforeLogon.Count + FatalKinds.WhenEstablished.Count;
        Assert.Equal(kinds, campaign.Counts.Count);
        Assert.True(side.Rounds >= 10, $"the side session had {side.Rounds} rounds only");
        Assert.True(after - before < GrowthBytesMax, $"resident memory grew from {before} to {after} bytes");
        server.Stop();
    }

    [Fact]
    public void Silent_connections_are_cut_in_time_and_keep_nobody_out()
    {
        using var data = new TempDirectory();
        using Server server = StartWithSessions(data);
        using var side = new SideSession(SideOptions(server, data), AnswerLimit);
        RawSession session = RawSession.Load(data.PathOf("sessions.json"), BadSessionId);
        List<RawPeer> silent = [];
        try
        {
            // The side session has one of the places.
            for (int index = 1; index < ConnectionsMax; index++)
            {
                var peer = new RawPeer(server.EndPoint, session);
                silent.Add(peer);
                if (index % 2 == 0)
                    peer.Send(Frames.Of(new SequenceBlock { SessionID = 2 }).AsSpan(0, index % 20));
            }
            using (var surplus = new RawPeer(server.EndPoint, session))
            {
                surplus.LogOn();
                surplus.LogOff();
            }
            // The first may have been cut in time before the last had connected.
            if (silent[0].ExpectTerminate() != TerminationCode.ConnectionLimitReached)
                output.WriteLine("The place of the first was free in time.");
            foreach (RawPeer peer in silent[1..])
                Assert.Equal(TerminationCode.LogonTimeout, peer.ExpectTerminate());
        }
        finally
        {
            silent.ForEach(peer => peer.Dispose());
        }

        side.Finish();
        server.Stop();
    }

    [Fact]
    public void Second_retransmission_at_a_time_ends_the_connection()
    {
        using var data = new TempDirectory();
        using Server server = StartWithSessions(data);
        RawSession session = RawSession.Load(data.PathOf("sessions.json"), BadSessionId);
        using var peer = new RawPeer(server.EndPoint, session);
        peer.LogOn();
        for (uint number = 1; number <= 1_000; number++)
        {
            peer.Send(new OrderCancelRequestBlock
            {
                SessionID = session.Id,
                MsgSeqNum = number,
                ClOrdID = number,
                OrderID = 999,
                SecurityID = 1,
            });
        }
        for (uint number = 1; number <= 1_000; number++)
            Assert.Equal(number, peer.Expect<OrderCancelRejectBlock>().RefSeqNum);

        byte[] request = Frames.Of(new RetransmitRequestBlock
        {
            SessionID = session.Id,
            Count = 1_000,
            SessionVerID = session.VersionId,
            FromSeqNo = 1,
        });
        peer.Send(Frames.Repeat(request, 2));

        Assert.Equal(1_000u, peer.Expect<RetransmissionBlock>().Count);
        ushort template;
        uint next = 1;
        while ((template = peer.Read(out ReadOnlySpan<byte> block)) == OrderCancelRejectBlock.TemplateId)
            Assert.Equal(next++, BitConverter.ToUInt32(block[4..]));
        Assert.Equal(TerminateBlock.TemplateId, template);
        server.Stop();
    }

    private static Server StartWithSessions(TempDirectory data)
    {
        SessionFile.Create(data.PathOf("sessions.json"),
        [
            SessionDefinition.WithRandomKey(SideSessionId, "side"),
            SessionDefinition.WithRandomKey(BadSessionId, "bad"),
            SessionDefinition.WithRandomKey(3, "other"),
        ]);
        return Server.Start(data.FullPath, "--durability", "os");
    }

    private static OrderEntryClientOptions SideOptions(Server server, TempDirectory data) =>
        Server.ClientOptions(server.EndPoint, data.FullPath, SideSessionId);
}
