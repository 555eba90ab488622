using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MatchingEngine.Client;
using MatchingEngine.Journal;
using MatchingEngine.OrderEntry;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Tests;

/// <summary>The verbs as a shell sees them, on input that is wrong.</summary>
public sealed class VerbTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("serve", "--listen")]
    [InlineData("demo", "--flow")]
    [InlineData("replay", "--to")]
    [InlineData("verify", "--cut-after")]
    [InlineData("inspect", "--records")]
    [InlineData("load", "--percentiles")]
    [InlineData("admin halt", "--security")]
    [InlineData("admin block", "--venue")]
    public void Verb_has_help_that_names_its_options(string verb, string option)
    {
        MeResult result = MeProcess.Run([.. verb.Split(' '), "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(option, result.Output);
        Assert.Contains("--json", result.Output);
    }

    [Theory]
    [InlineData("--rate must be a number", "load", "--rate", "abc")]
    [InlineData("--rate must be a number", "load", "--rate", "nan")]
    [InlineData("--window must be a number", "load", "--window", "0")]
    [InlineData("--connect must be of the form", "load", "--connect", "127.0.0.1")]
    [InlineData("--listen must be of the form", "serve", "--listen", "9010")]
    [InlineData("--threads must be one of dedicated, shared, quiet", "serve", "--threads", "2")]
    [InlineData("--durability must be one of sync, group, os", "serve", "--durability", "none")]
    [InlineData("--command-ring must be a power of two", "serve", "--command-ring", "100")]
    [InlineData("--cut-after must be a number", "verify", "--cut-after", "last")]
    [InlineData("--close-at must be a time of day", "serve", "--close-at", "25:00")]
    [InlineData("--time-advance-millis must be a number", "serve", "--time-advance-millis", "-1")]
    [InlineData("'--security' is required", "admin", "halt")]
    [InlineData("--security must be a number", "admin", "halt", "--security", "0")]
    [InlineData("--side must be one of buy, sell", "admin", "cancel", "--side", "short")]
    [InlineData("must be one of none, allOrders, dayOrders", "admin", "session", "--session", "1",
        "--cancel-on-disconnect", "some")]
    [InlineData("Name one of --session, --account and --venue", "admin", "block")]
    [InlineData("Name one of --session, --account and --venue", "admin", "unblock", "--venue", "--account", "1")]
    [InlineData("or --all for every order of the venue", "admin", "cancel")]
    [InlineData("or --all for every order of the venue", "admin", "cancel", "--all", "--security", "1")]
    [InlineData("--increment: 0.000000001 is not a price", "admin", "tick", "--security", "1", "--increment", "0.000000001")]
    [InlineData("'--bogus'", "replay", "--bogus")]
    [InlineData("'--feed-channel-b'", "record", "feed", "--feed-channel-b", "aeron:ipc")]
    [InlineData("'--feed-channel-b'", "play", "feed", "--feed-channel-b", "aeron:ipc")]
    [InlineData("'sing'", "sing")]
    public void Command_line_that_makes_no_sense_is_one_line_of_JSON(string error, params string[] words) =>
        AssertFails(MeProcess.Run([.. words, "--json"]), error);

    [Fact]
    public void Command_line_that_makes_no_sense_says_so_on_standard_error()
    {
        MeResult result = MeProcess.Run("load", "--rate", "abc");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--rate must be a number", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Theory]
    [InlineData("watch", "Nothing was received")]
    [InlineData("check", "Nothing was received")]
    [InlineData("record FILE", "No media driver answers")]
    public void Verb_that_receives_no_feed_fails_and_says_what_to_look_at(string verb, string error)
    {
        string[] words = [.. verb.Split(' ').Select(word => word == "FILE" ? _directory.PathOf("feed") : word)];

        MeResult result = MeProcess.Run([.. words, "--seconds", "1", "--aeron-dir", _directory.PathOf("none")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(error, result.Output + result.Error);
        Assert.Contains("--aeron-dir", result.Output + result.Error);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("verify")]
    [InlineData("inspect")]
    public void Directory_that_is_not_there_is_not_found_whole(string verb)
    {
        string absent = _directory.PathOf("absent");

        AssertFails(MeProcess.Run(verb, "--json", "--data", absent), $"{absent} does not exist");
        Assert.False(Directory.Exists(absent));
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("verify")]
    [InlineData("inspect")]
    public void Directory_without_a_journal_is_not_found_whole(string verb) => AssertFails(
        MeProcess.Run(verb, "--json", "--data", _directory.FullPath), $"There is no journal in {_directory.FullPath}");

    [Fact]
    public void Demo_makes_its_directory_and_refuses_one_that_is_not_empty()
    {
        string data = _directory.PathOf("demo");
        string[] words = ["demo", "--json", "--commands", "100", "--threads", "quiet", "--data", data];

        MeResult first = MeProcess.Run(words);

        Assert.True(first.ExitCode == 0, first.Error);
        AssertFails(MeProcess.Run(words), "is not empty");
        AssertFails(
            MeProcess.Run("replay", "--json", "--data", data, "--to", "1000000"), "the journal ends at command");
    }

    [Fact]
    public void Demo_names_the_bad_line_of_its_flow()
    {
        string flow = _directory.PathOf("flow.csv");
        File.WriteAllText(flow, "1,A,7,1,100,300000\nnonsense\n");

        AssertFails(MeProcess.Run("demo", "--json", "--flow", flow), $"{flow}:2: ");
    }

    [Fact]
    public void Load_without_a_sessions_file_says_how_to_name_one() =>
        AssertFails(MeProcess.Run("load", "--json", "--data", _directory.FullPath), "--sessions");

    [Fact]
    public void Load_without_a_service_says_so_and_ends()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string endPoint = taken.LocalEndpoint.ToString()!;
        taken.Stop();
        MakeSessions();

        AssertFails(
            MeProcess.Run("load", "--json", "--data", _directory.FullPath, "--connect", endPoint),
            $"No connection to {endPoint}", "Start the service (me serve)");
    }

    [Fact]
    public void Load_on_something_that_does_not_answer_ends()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        MakeSessions();

        AssertFails(
            MeProcess.Run("load", "--json", "--data", _directory.FullPath,
                "--connect", silent.LocalEndpoint.ToString()!),
            "did not answer the logon in time", "be another program");
    }

    [Fact]
    public void Load_says_why_it_can_not_use_the_service()
    {
        string data = _directory.PathOf("data");
        using Server server = Server.Start(data);
        string[] words = ["load", "--json", "--connect", server.EndPoint.ToString(), "--seconds", "0.2"];
        MakeSessions();

        AssertFails(MeProcess.Run([.. words, "--data", _directory.FullPath]),
            "Negotiation rejected: Credentials", "--sessions");
        AssertFails(MeProcess.Run([.. words, "--data", data, "--session", "9"]), "has no session 9");
        AssertFails(MeProcess.Run([.. words, "--data", data, "--security", "9"]),
            "rejected every command", "--security");
        using (var other = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data), new SilentHandler()))
        {
            other.Connect();
            FlowPlayer.AwaitEstablished(other);
            AssertFails(MeProcess.Run([.. words, "--data", data]),
                "Negotiation rejected: SessionInUse", "nothing else is logged on");
        }
        server.Stop();
    }

    [Fact]
    public void Load_ends_when_the_service_does()
    {
        string data = _directory.PathOf("data");
        using Server server = Server.Start(data, "--segment-mib", "1");
        using MeProcess load = MeProcess.Start(
            "load", "--json", "--data", data, "--connect", server.EndPoint.ToString(), "--seconds", "600");
        Until.True(() => JournalInfo.Read(data).Sum(one => one.RecordCount) > 100, "the load has begun");

        server.Stop();

        int exitCode = load.AwaitExit();
        AssertFails(new MeResult(exitCode, load.Output, load.Error), "The venue terminated: ServiceStopping");
    }

    [Fact]
    public void Serve_on_a_port_that_is_taken_names_it_and_lets_go_of_the_journal()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string endPoint = taken.LocalEndpoint.ToString()!;

        AssertFails(
            MeProcess.Run("serve", "--json", "--data", _directory.FullPath, "--listen", endPoint, "--no-feed"),
            $"Cannot listen on {endPoint}", "another process listens there", "--listen");

        using Server server = Server.Start(_directory.FullPath);
        server.Stop();
    }

    [Fact]
    public void Serve_on_a_directory_of_another_service_names_it()
    {
        using Server server = Server.Start(_directory.FullPath);

        AssertFails(
            MeProcess.Run("serve", "--json", "--data", _directory.FullPath, "--listen", "127.0.0.1:0", "--no-feed"),
            _directory.FullPath, "One process at a time");
        server.Stop();
    }

    [Fact]
    public void Serve_refuses_an_instrument_that_the_engine_would_and_journals_nothing()
    {
        string instruments = _directory.PathOf("instruments.json");
        File.WriteAllText(instruments, """[ { "securityId": 7, "symbol": "ACME", "roundLot": 0 } ]""");
        string[] words =
            ["serve", "--json", "--data", _directory.FullPath, "--listen", "127.0.0.1:0", "--no-feed", "--instruments",
            instruments];

        AssertFails(MeProcess.Run(words), "instrument 7 (ACME)", "InvalidDefinition");

        File.WriteAllText(instruments, """[ { "securityId": 7, "symbol": "ACME" } ]""");
        using (Server server = Server.Start(_directory.FullPath, "--instruments", instruments))
        {
            Assert.Equal(0, server.Process.Json().GetProperty("lastSequence").GetInt64());
            server.Stop();
        }
        File.WriteAllText(instruments, """[ { "securityId": 7, "symbol": "ACME", "roundLot": 10 } ]""");
        AssertFails(MeProcess.Run(words), "instrument 7 (ACME)", "roundLot 10 instead of 1");
    }

    [Fact]
    public void Serve_adds_more_new_instruments_than_its_ring_holds()
    {
        string instruments = _directory.PathOf("instruments.json");
        var list = Enumerable.Range(1, 200).Select(id => new { securityId = id, symbol = $"S{id}" });
        File.WriteAllText(instruments, JsonSerializer.Serialize(list));

        using Server server = Server.Start(
            _directory.FullPath, "--command-ring", "64", "--event-ring", "64", "--instruments", instruments);
        server.Stop();

        JsonElement replayed = MeProcess.Run("replay", "--json", "--data", _directory.FullPath).Json();
        Assert.Equal(200, replayed.GetProperty("commands").GetInt64());
    }

    private static void AssertFails(MeResult result, params string[] messages)
    {
        Assert.True(result.ExitCode == 1, $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        JsonElement answer = result.Json();
        Assert.False(answer.GetProperty("ok").GetBoolean());
        foreach (string message in messages)
        {
            Assert.Contains(message, answer.GetProperty("error").GetString());
            Assert.Contains(message, result.Error);
        }
    }

    private void MakeSessions() =>
        SessionFile.Create(_directory.PathOf("sessions.json"), [SessionDefinition.WithRandomKey(1, "stranger")]);

    private sealed class SilentHandler : OrderEntryHandler;
}
