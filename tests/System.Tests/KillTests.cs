using System.Globalization;
using System.Text.Json;
using MatchingEngine.Client;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;
using Xunit.Abstractions;

namespace MatchingEngine.SystemTests;

public class KillTests(ITestOutputHelper output)
{
    private const int Window = 512;
    private const int Seed = 20120621;
    private static readonly TimeSpan PlayLimit = TimeSpan.FromMinutes(5);

    private static int KillCount =>
        int.TryParse(Environment.GetEnvironmentVariable("ME_KILLS"), CultureInfo.InvariantCulture, out int kills)
            ? kills
            : 5;

    [Theory]
    [InlineData("group")]
    [InlineData("os")]
    public void Killed_service_comes_back_with_every_acknowledged_order_once(string durability)
    {
        using var data = new TempDirectory();
        FlowCommand[] flow = Flows.RecordedOrSynthetic();
        var recorder = new RecordingPlayer();
        PlayWithKills(data.FullPath, durability, flow, recorder);

        Assert.Equal(flow.Length, recorder.Player.Answered);
        Assert.Equal(0, recorder.Player.Refused);
        AssertJournalHoldsFlowOnce(data.FullPath, flow, recorder);
        AssertFills(data.FullPath, recorder.Player.Fills);
        AssertWholeAndStable(data.FullPath, durability);
    }

    /// <summary>The client resumes by itself: the test only kills and starts the service.</summary>
    private void PlayWithKills(string data, string durability, FlowCommand[] flow, RecordingPlayer recorder)
    {
        int[] killAt = KillPoints(flow.Length, KillCount);
        Server server = Server.Start(data, "--durability", durability);
        try
        {
            int port = server.EndPoint.Port;
            using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data), recorder);
            int sent = 0;
            int holdAt = HoldAt(killAt, 0);
            Task play = Task.Factory.StartNew(() =>
            {
                client.Connect();
                FlowPlayer.AwaitEstablished(client, Until.Limit);
                recorder.Player.Play(client, flow, Window, count =>
                {
                    Volatile.Write(ref sent, count);
                    SpinWait.SpinUntil(() => count < Volatile.Read(ref holdAt));
                });
            }, TaskCreationOptions.LongRunning);
            for (int kill = 0; kill < killAt.Length; kill++)
            {
                int point = killAt[kill];
                Until.True(
                    () => play.IsCompleted || Volatile.Read(ref sent) >= point, $"command {point} is sent", PlayLimit);
                Assert.False(play.IsCompleted, $"The flow ended before command {point}: {play.Exception}");
                server.Process.Kill();
                Volatile.Write(ref holdAt, HoldAt(killAt, kill + 1));
                output.WriteLine($"killed at {Volatile.Read(ref sent)} sent (wanted {point}, seed {Seed})");
                server.Dispose();
                server = Server.StartAt(port, data, "--durability", durability);
            }
            Until.Done(play, "the flow is played to its end", PlayLimit);
            // A kill may also hit a client that is only just coming back.
            Assert.InRange(recorder.Player.Resumed, 1, killAt.Length);
            output.WriteLine($"{killAt.Length} kills, {recorder.Player.Resumed} resumed sessions, {durability}");
            server.Stop();
        }
        finally
        {
            server.Dispose();
        }
    }

    /// <summary>
    /// Where the flow waits for a kill that is late, so that each kill finds a flow that still goes on: at the point of
    /// the next one, or a window behind the last.
    /// </summary>
    private static int HoldAt(int[] killAt, int kill)
    {
        if (kill == killAt.Length)
            return int.MaxValue;
        int behind = killAt[kill] + Window;
        return kill + 1 < killAt.Length ? Math.Max(killAt[kill + 1], behind) : behind;
    }

    private static int[] KillPoints(int commands, int kills)
    {
        var random = new Random(Seed);
        int[] points = new int[kills];
        for (int index = 0; index < kills; index++)
            points[index] = 1 + random.Next(commands * 9 / 10);
        Array.Sort(points);
        return points;
    }

    private static void AssertJournalHoldsFlowOnce(string data, FlowCommand[] flow, RecordingPlayer recorder)
    {
        List<ulong> orders = [];
        uint lastSeqNum = 0;
        using (var reader = new JournalReader(data))
        {
            var record = default(CommandRecord);
            while (reader.TryReadNext(ref record))
            {
                ushort template = record.Header.TemplateId;
                if (template is < NewOrderSingleBlock.TemplateId or > OrderReduceRequestBlock.TemplateId)
                    continue;
                // SessionID and MsgSeqNum stand first in every application message.
                uint seqNum = CommandRecord.BlockOf<NewOrderSingleBlock>(in record).MsgSeqNum;
                Assert.Equal(lastSeqNum + 1, seqNum);
                lastSeqNum = seqNum;
                if (template == NewOrderSingleBlock.TemplateId)
                    orders.Add(CommandRecord.BlockOf<NewOrderSingleBlock>(in record).ClOrdID);
            }
            Assert.Null(reader.Problem);
        }
        IEnumerable<FlowCommand> entered = flow.Where(one => one.Kind is FlowKind.Add or FlowKind.Take);
        ulong[] sent = [.. entered.Select(one => FlowIds.OrderIdOf(in one))];
        Assert.Equal(sent, orders);
        Assert.Equal(recorder.Acknowledged.Count, recorder.Acknowledged.Distinct().Count());
        Assert.Empty(recorder.Acknowledged.Except(orders));
    }

    /// <summary>Without the recorded hour, the fills must be those of a service that was never killed.</summary>
    private static void AssertFills(string data, IReadOnlyList<FlowFill> fills)
    {
        IReadOnlyList<FlowFill> expected = Repository.HasNasdaq
            ? FlowFile.ReadFills(Repository.NasdaqFills)
            : ReplayedFills.Of(data);
        Assert.NotEmpty(fills);
        Assert.Equal(expected, fills);
    }

    private static void AssertWholeAndStable(string data, string durability)
    {
        MeResult verified = MeProcess.Run("verify", "--json", "--data", data);
        Assert.True(verified.ExitCode == 0, verified.Output);
        Assert.Equal("Whole", verified.Json().GetProperty("finding").GetString());

        MeResult replayed = MeProcess.Run("replay", "--json", "--data", data);
        JsonElement replay = replayed.Json();
        string digest = replay.GetProperty("digest").GetString()!;
        for (int start = 0; start < 2; start++)
        {
            using Server server = Server.Start(data, "--durability", durability);
            Assert.Equal(digest, server.Stop());
        }
    }
}
