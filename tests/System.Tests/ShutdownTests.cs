using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests;

public class ShutdownTests
{
    [Fact]
    public void Terminate_signal_ends_the_service_with_exit_code_0()
    {
        using var data = new TempDirectory();
        using Server server = Server.Start(data.FullPath);

        Assert.Equal(32, server.Stop().Length);
    }

    [Fact]
    public void Terminal_that_goes_away_ends_the_service_cleanly()
    {
        using var data = new TempDirectory();
        using Server server = Server.Start(data.FullPath);

        Assert.Equal(0, NativeSignals.Kill(server.Process.Id, NativeSignals.HangUp));

        Assert.Equal(0, server.Process.AwaitExit());
        Assert.Contains("state digest", server.Process.Error);
    }

    [Fact]
    public void Service_under_nohup_outlives_its_terminal()
    {
        using var data = new TempDirectory();
        using Server server = Server.StartAs(["nohup"], data.FullPath, 0, []);

        Assert.Equal(0, NativeSignals.Kill(server.Process.Id, NativeSignals.HangUp));

        var recorder = new RecordingPlayer();
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder);
        client.Connect();
        Drive(client, () => client.State == ClientState.Established, "established");
        recorder.Player.Play(client, Flows.Synthetic(500, seed: 4), window: 16);
        Assert.DoesNotContain("ending", server.Process.Error);
        server.Stop();
    }

    [Fact]
    public void Client_is_told_that_the_service_stops_and_has_all_answers()
    {
        using var data = new TempDirectory();
        using Server server = Server.Start(data.FullPath);
        var recorder = new RecordingPlayer();
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder);
        client.Connect();
        Drive(client, () => client.State == ClientState.Established, "established");
        recorder.Player.Play(client, Flows.Synthetic(2_000, seed: 3), window: 64);

        server.Process.SendTerminate();
        Drive(client, () => recorder.Terminations.Count > 0, "Terminate arrives");

        Assert.Equal([TerminationCode.ServiceStopping], recorder.Terminations);
        Assert.Equal(0, server.Process.AwaitExit());
        Assert.Equal(2_000, recorder.Player.Answered);
    }

    /// <summary>A client that never pauses must not keep the service from ending.</summary>
    [Fact]
    public void Flood_does_not_hold_up_the_end()
    {
        using var data = new TempDirectory();
        using Server server = Server.Start(data.FullPath);
        using var peer = new RawPeer(server.EndPoint, RawSession.Load(data.PathOf("sessions.json"), 1));
        peer.LogOn();
        byte[] burst = Frames.Repeat(Frames.Of(new SequenceBlock { SessionID = 1, NextSeqNo = 1 }), 500);
        bool terminated = false;
        Task flood = Task.Factory.StartNew(() =>
        {
            while (peer.TrySend(burst))
            {
                peer.Discard();
                if (!terminated)
                    server.Process.SendTerminate();
                terminated = true;
            }
        }, TaskCreationOptions.LongRunning);

        Assert.Equal(0, server.Process.AwaitExit());
        Until.Done(flood, "the flooding client sees the end");
    }

    private static void Drive(OrderEntryClient client, Func<bool> condition, string what) => Until.True(() =>
    {
        client.Poll();
        return condition();
    }, what);
}
