using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Admin;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Tests;

/// <summary>An operator must be able to tell what was done, what was not, and what nobody knows.</summary>
public sealed class AdminTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Command_that_is_refused_says_why_and_exits_with_1()
    {
        using Server server = Server.Start(_directory.FullPath);

        MeResult refused = Admin(server.EndPoint, "halt", "--security", "99");

        AssertOutcome(refused, 1, "refused", "UnknownSecurity");
        Assert.Contains("Nothing was changed", refused.Error);
    }

    [Fact]
    public void Command_of_a_session_that_is_no_operators_is_refused()
    {
        using Server server = Server.Start(_directory.FullPath);

        AssertOutcome(Admin(server.EndPoint, "close", "--as", "1"), 1, "refused", "NotAuthorized");
        Until.True(
            () => server.Process.Error.Contains("refused session 1 (first)", StringComparison.Ordinal),
            "the service tells of it");
    }

    [Fact]
    public void Command_that_finds_no_service_is_not_sent_and_exits_with_1()
    {
        MakeSessions();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        AssertOutcome(
            Admin((IPEndPoint)silent.LocalEndpoint, "close", "--timeout", "0.3"), 1, "notSent", "no answer within 0.3 s");
    }

    [Fact]
    public void Command_with_a_wrong_key_is_not_sent()
    {
        string data = _directory.PathOf("data");
        using Server server = Server.Start(data);
        MakeSessions();

        AssertOutcome(Admin(server.EndPoint, "close"), 1, "notSent", "Credentials");
    }

    [Fact]
    public void Sessions_file_without_an_operator_says_what_to_add()
    {
        SessionFile.Create(_directory.PathOf("sessions.json"), [SessionDefinition.WithRandomKey(1, "only")]);

        MeResult result = Admin(new IPEndPoint(IPAddress.Loopback, 1), "close");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\"role\": \"operator\"", result.Error);
    }

    [Fact]
    public void Operators_who_come_at_the_same_time_wait_for_each_other()
    {
        using Server server = Server.Start(_directory.FullPath);

        AdminOutcome[] outcomes = [.. Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(
            _ => OperatorSession.Run(OptionsFor(server), SendClose, Until.Limit))];

        Assert.All(outcomes, outcome => Assert.Equal(AdminResult.Accepted, outcome.Result));
        Assert.Equal(8, outcomes.Select(outcome => outcome.Sequence).Distinct().Count());
    }

    /// <summary>The engine has the command and is silent: nobody can say whether it is durable.</summary>
    [Fact]
    public void Command_without_an_answer_is_unknown()
    {
        using var engine = new SilentEngine();

        AdminOutcome outcome = OperatorSession.Run(
            new OrderEntryClientOptions
            {
                EndPoint = engine.EndPoint,
                SessionID = SilentEngine.SessionId,
                Key = new SessionKey(SilentEngine.Key),
            },
            SendClose,
            TimeSpan.FromSeconds(2));

        Assert.Equal(AdminResult.Unknown, outcome.Result);
        Assert.Contains("no answer within 2 s", outcome.Reason);
    }

    [Theory]
    [InlineData(ControlNoticeKind.Sent, 90u,
        "operator session 90 (ops) message 2: TradingSessionClosed SessionID=90 MsgSeqNum=2 SecurityID=7")]
    [InlineData(ControlNoticeKind.Answered, 90u,
        "operator session 90 (ops) message 2: command 11 TradingSessionClosed Accepted, 4 orders ended")]
    [InlineData(ControlNoticeKind.NotAuthorized, 90u,
        "refused session 90 (ops) message 2: TradingSessionClosed is for operators' sessions only")]
    [InlineData(ControlNoticeKind.Answered, 0u,
        "service: command 11 TradingSessionClosed Accepted, 4 orders ended")]
    [InlineData(ControlNoticeKind.LogonRefused, 90u,
        "refused TradingSessionClosed of session 90 (ops): Credentials, from 192.0.2.1:7")]
    public void Log_says_who_did_what_and_what_came_of_it(ControlNoticeKind kind, uint sessionId, string line)
    {
        CommandRecord command = Blocks.ToCommand(
            new TradingSessionClosedBlock { SessionID = 90, MsgSeqNum = 2, SecurityID = 7 });
        var answer = new SystemCommandResponseBlock { RefSequence = 11, TotalAffectedOrders = 4 };

        Assert.Equal(line, ControlLog.TextOf(new ControlNotice(
            kind, sessionId, "ops", 2, TradingSessionClosedBlock.TemplateId, command, answer,
            Reason: "Credentials, from 192.0.2.1:7")));
    }

    [Fact]
    public void Log_counts_the_refusals_that_it_does_not_tell_one_by_one() => Assert.Equal(
        "refused Negotiate of session 7: Credentials, from 192.0.2.1:7; 41 refusals before it were not told",
        ControlLog.TextOf(new ControlNotice(
            ControlNoticeKind.LogonRefused, 7, "", 0, NegotiateBlock.TemplateId,
            Reason: "Credentials, from 192.0.2.1:7", Untold: 41)));

    private static SendResult SendClose(OrderEntryClient client, out uint number) =>
        client.TrySend(default(TradingSessionClosedBlock), out number);

    private static void AssertOutcome(MeResult result, int exitCode, string outcome, string reason)
    {
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        JsonElement answer = result.Json();
        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.Equal(outcome, answer.GetProperty("result").GetString());
        Assert.Contains(reason, answer.GetProperty("error").GetString());
        Assert.Contains(reason, result.Error);
    }

    private OrderEntryClientOptions OptionsFor(Server server) =>
        Server.ClientOptions(server.EndPoint, _directory.FullPath, sessionId: 1_000);

    private MeResult Admin(IPEndPoint endPoint, params string[] words) => MeProcess.Run(
        ["admin", .. words, "--json", "--data", _directory.FullPath, "--connect", endPoint.ToString()]);

    private void MakeSessions() => SessionFile.Create(
        _directory.PathOf("sessions.json"), [SessionDefinition.WithRandomKey(1_000, "stranger", SessionRole.Operator)]);
}
