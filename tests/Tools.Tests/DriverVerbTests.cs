using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona.Concurrent;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Feed.Recording;
using Aeron = Adaptive.Aeron.Aeron;

namespace MatchingEngine.Tools.Tests;

/// <summary>The media driver as a process of its own, and the verbs that read what a driver tells of itself.</summary>
public sealed class DriverVerbTests : IDisposable
{
    private const int ClientHeartbeatTypeId = 11;
    private const int PublisherLimitTypeId = 1;
    private const int StreamId = 10;
    private const int SessionId = 4711;

    // Of the feed: the null value is none.
    private static readonly int Streams = Enum.GetValues<FeedStream>().Length - 1;

    private readonly TempDirectory _directory = new();

    private string DriverDirectory => _directory.PathOf("aeron");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("driver", "--threading")]
    [InlineData("counters", "--aeron-dir")]
    [InlineData("errors", "--aeron-dir")]
    [InlineData("losses", "--aeron-dir")]
    public void Verb_has_help_that_names_its_options(string verb, string option)
    {
        MeResult result = MeProcess.Run(verb, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(option, result.Output);
        Assert.Contains("--json", result.Output);
    }

    [Theory]
    [InlineData("counters")]
    [InlineData("errors")]
    [InlineData("losses")]
    public void Directory_without_a_driver_is_named(string verb) =>
        AssertFails(MeProcess.Run(verb, "--json", "--aeron-dir", DriverDirectory), DriverDirectory);

    [Theory]
    [InlineData("--threading invoker", "driver", "--threading", "invoker")]
    [InlineData("--idle must be one of backoff, yield, spin", "driver", "--idle", "never")]
    public void Driver_does_not_start_with_a_setting_that_makes_no_sense(string error, params string[] words) =>
        AssertFails(MeProcess.Run([.. words, "--json", "--aeron-dir", DriverDirectory]), error);

    [Fact]
    public void Recorder_whose_file_is_there_already_leaves_no_client_with_the_driver()
    {
        using MeProcess driver = StartDriver();
        string file = _directory.PathOf("feed");
        File.WriteAllText(file, "");

        Assert.Throws<IOException>(() => new FeedRecorder(
            new FeedConnectionOptions { AeronDirectory = DriverDirectory, Channel = "aeron:ipc" }, file));

        using DriverInspector inspector = DriverInspector.Open(DriverDirectory);
        Until.True(
            () => !inspector.Counters().Any(counter => counter.TypeId == ClientHeartbeatTypeId), "the client is gone");
    }

    [Fact]
    public void Recorder_and_player_end_by_themselves_and_say_why_when_their_driver_goes()
    {
        string recording = _directory.PathOf("recording");
        new FeedFileWriter(recording, startNanos: 0).Dispose();
        using MeProcess driver = StartDriver();
        using MeProcess recorder = StartClient("record", _directory.PathOf("feed"), "aeron:ipc");
        using MeProcess player = StartClient("play", recording, "aeron:udp?endpoint=127.0.0.1:9");
        recorder.AwaitError("recording");
        using (DriverInspector inspector = DriverInspector.Open(DriverDirectory))
        {
            Until.True(
                () => player.HasExited || inspector.Counters().Count(
                    counter => counter.TypeId == PublisherLimitTypeId) == Streams,
                "the player has all its publications");
        }

        driver.SendTerminate();

        AssertDriverFailed(recorder);
        AssertDriverFailed(player);
    }

    [Fact]
    public void Driver_serves_until_it_is_told_to_end_and_takes_its_directory_with_it()
    {
        using MeProcess driver = StartDriver();
        JsonElement started = driver.Json();
        Assert.True(started.GetProperty("ok").GetBoolean());
        Assert.Equal(DriverDirectory, started.GetProperty("directoryName").GetString());
        AssertFails(MeProcess.Run("driver", "--json", "--aeron-dir", DriverDirectory), DriverDirectory);
        using (Aeron client = Connect())
        {
            using var subscription = client.AddSubscription("aeron:ipc", StreamId);
            using var publication = client.AddPublication("aeron:ipc", StreamId);
            Until.True(() => publication.Offer(new UnsafeBuffer(new byte[8])) > 0, "an offer");
            Until.True(() => subscription.Poll((_, _, _, _) => { }, 1) == 1, "a message");
        }

        driver.SendTerminate();

        Assert.Equal(0, driver.AwaitExit());
        Assert.False(Directory.Exists(DriverDirectory));
    }

    [Fact]
    public void Counters_are_those_of_the_running_driver()
    {
        using MeProcess driver = StartDriver();
        using Aeron client = Connect();
        using var publication = client.AddPublication("aeron:ipc", StreamId);

        JsonElement found = Succeed("counters");

        Assert.Equal(driver.Json().GetProperty("pid").GetInt64(), found.GetProperty("pid").GetInt64());
        JsonElement limit = found.GetProperty("counters").EnumerateArray()
            .Single(each => each.GetProperty("id").GetInt32() == publication.PositionLimitId);
        Assert.Equal(publication.RegistrationId, limit.GetProperty("registrationId").GetInt64());
        Assert.StartsWith("pub-lmt: ", limit.GetProperty("label").GetString());
        Assert.Contains("Bytes sent", SucceedInText("counters"));
    }

    [Fact]
    public void Errors_are_those_that_the_driver_had()
    {
        using MeProcess driver = StartDriver();
        Assert.Empty(Succeed("errors").GetProperty("errors").EnumerateArray());
        using Aeron client = Connect();
        for (int attempt = 0; attempt < 2; attempt++)
            Assert.Throws<RegistrationException>(() => client.AddPublication("aeron:ipc?colour=red", StreamId));

        JsonElement error = Succeed("errors").GetProperty("errors").EnumerateArray().Single();

        Assert.Equal(2, error.GetProperty("count").GetInt32());
        Assert.Contains("colour", error.GetProperty("text").GetString());
        string text = SucceedInText("errors");
        Assert.Contains("2 times from", text);
        Assert.Contains("1 distinct errors", text);
    }

    [Fact]
    public void Losses_are_those_of_the_streams_that_had_gaps()
    {
        using MeProcess driver = StartDriver();
        Assert.Empty(Succeed("losses").GetProperty("losses").EnumerateArray());
        using Aeron client = Connect();
        using var subscription = client.AddSubscription("aeron:udp?endpoint=127.0.0.1:0", StreamId);
        using var source = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Until.True(() => subscription.LocalSocketAddresses.Count > 0, "a port");
        source.Connect(IPEndPoint.Parse(subscription.LocalSocketAddresses[0]));
        source.Send(Frame(40, 5, (8, 0), (12, SessionId), (16, StreamId), (20, 7), (24, 7), (28, 65536), (32, 1408)));
        Until.True(() => subscription.IsConnected, "an image");

        source.Send(Frame(64, 1, (8, 128), (12, SessionId), (16, StreamId), (20, 7)));

        JsonElement loss = default;
        Until.True(
            () => Succeed("losses").GetProperty("losses").EnumerateArray().Any(each => (loss = each).ValueKind != 0),
            "the loss");
        Assert.Equal(128, loss.GetProperty("bytesLost").GetInt64());
        Assert.Equal(SessionId, loss.GetProperty("sessionId").GetInt32());
        Assert.Equal(StreamId, loss.GetProperty("streamId").GetInt32());
        Assert.Contains($"1 gaps, 128 bytes, session {SessionId}", SucceedInText("losses"));
    }

    private static byte[] Frame(int length, byte type, params (int Offset, int Value)[] fields)
    {
        byte[] frame = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        frame[6] = type;
        foreach ((int offset, int value) in fields)
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(offset), value);
        return frame;
    }

    private static void AssertDriverFailed(MeProcess client)
    {
        Assert.Equal(1, client.AwaitExit());
        Assert.Contains("the media driver failed", client.Json().GetProperty("error").GetString());
    }

    private static void AssertFails(MeResult result, string message)
    {
        Assert.True(result.ExitCode == 1, $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        Assert.False(result.Json().GetProperty("ok").GetBoolean());
        Assert.Contains(message, result.Json().GetProperty("error").GetString());
    }

    private MeProcess StartClient(string verb, string file, string channel) => MeProcess.Start(
        verb, file, "--json", "--aeron-dir", DriverDirectory, "--feed-channel", channel);

    private MeProcess StartDriver()
    {
        MeProcess driver = MeProcess.Start("driver", "--json", "--aeron-dir", DriverDirectory);
        Until.True(() => driver.Output.Contains('\n') || driver.HasExited, "the driver has started");
        Assert.False(driver.HasExited, driver.Error);
        return driver;
    }

    private Aeron Connect() => Aeron.Connect(new Aeron.Context().AeronDirectoryName(DriverDirectory));

    private JsonElement Succeed(string verb)
    {
        MeResult result = MeProcess.Run(verb, "--json", "--aeron-dir", DriverDirectory);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.True(result.Json().GetProperty("ok").GetBoolean());
        return result.Json();
    }

    private string SucceedInText(string verb)
    {
        MeResult result = MeProcess.Run(verb, "--aeron-dir", DriverDirectory);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
