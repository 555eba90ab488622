using System.CommandLine;
using System.Net;
using MatchingEngine.Client;
using MatchingEngine.OrderEntry;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Service;
using MatchingEngine.Tools.Verbs;

namespace MatchingEngine.Tools.Admin;

/// <summary>The options that every operator's command has: where, as whom, and for how long.</summary>
internal sealed class AdminConnection
{
    private readonly Option<string> _data = CommonOptions.Data();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<IPEndPoint> _connect = CommonOptions.EndPoint(
        "--connect", "Address and port of the service.", ServiceOptions.DefaultEndPoint);
    private readonly Option<string?> _sessions = CommonOptions.File(
        "--sessions", "Sessions file with the key to log on with. Default: sessions.json in the data directory.");
    private readonly Option<uint?> _as = CommonOptions.Id(
        "--as", "Operator's session to log on with. Default: the first one of the sessions file.");
    private readonly Option<double> _timeout = CommonOptions.Bounded(
        "--timeout", "Seconds to try and to wait for an answer.", 10, 0.1, 3_600);

    /// <summary>A command of this name with these options, and those of its own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="toSend">Makes what is to be sent; throws what is wrong with the command line.</param>
    /// <param name="own">Options of its own.</param>
    public static Command Make(
        string name, string description, Func<ParseResult, SendCommand> toSend, params Option[] own)
    {
        var connection = new AdminConnection();
        var command = new Command(name, description);
        foreach (Option option in own)
            command.Add(option);
        connection.AddTo(command);
        command.SetAction(parsed => VerbGuard.Run(
            parsed.GetValue(connection._json), answer => connection.Run(parsed, toSend(parsed), answer)));
        return command;
    }

    private void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_data, _connect, _sessions, _as, _timeout, _json])
            command.Add(option);
    }

    private int Run(ParseResult parsed, SendCommand send, Answer answer)
    {
        string file = parsed.GetValue(_sessions) ?? Path.Combine(parsed.GetValue(_data)!, "sessions.json");
        SessionDefinition session = SessionOf(file, parsed.GetValue(_as));
        AdminOutcome outcome = OperatorSession.Run(
            ClientOptions(parsed.GetValue(_connect)!, session),
            send,
            TimeSpan.FromSeconds(parsed.GetValue(_timeout)));
        return Tell(outcome, answer);
    }

    private static SessionDefinition SessionOf(string file, uint? sessionId)
    {
        SessionDirectory directory = SessionFile.Load(file);
        if (sessionId is { } id)
        {
            return directory.TryGet(id, out SessionDefinition? named)
                ? named
                : throw new InvalidDataException($"{file} has no session {id}. Name another (--as).");
        }
        return directory.Sessions.Where(one => one is { Role: SessionRole.Operator, Enabled: true })
            .MinBy(one => one.SessionId) ?? throw new InvalidDataException(
                $"{file} has no session with \"role\": \"operator\". Add one (tools/OPERATING.md), and start the "
                + "service again.");
    }

    private static OrderEntryClientOptions ClientOptions(IPEndPoint endPoint, SessionDefinition session) => new()
    {
        EndPoint = endPoint,
        SessionID = session.SessionId,
        Key = new SessionKey(session.Key),
        WindowSize = 16,
        Reconnect = new ReconnectPolicy { InitialDelayMillis = 20, MaxDelayMillis = 500 },
    };

    private static int Tell(AdminOutcome outcome, Answer answer)
    {
        bool ok = outcome.Result == AdminResult.Accepted;
        var found = new
        {
            Ok = ok,
            outcome.Result,
            outcome.Sequence,
            outcome.EndedOrders,
            Error = outcome.Reason,
        };
        answer.Give(found, () =>
        {
            if (ok)
                Console.WriteLine($"accepted: command {outcome.Sequence}, {outcome.EndedOrders} orders ended");
        });
        if (ok)
            return ExitCode.Ok;
        Console.Error.WriteLine($"me: {TextOf(outcome)}");
        return outcome.Result == AdminResult.Unknown ? ExitCode.Unknown : ExitCode.Failed;
    }

    private static string TextOf(AdminOutcome outcome) => outcome.Result switch
    {
        AdminResult.Refused => $"refused: {outcome.Reason}. Nothing was changed.",
        AdminResult.NotSent => $"not sent: {outcome.Reason} Nothing was changed. Is the service there (--connect), and "
            + "does it know the session and its key (--sessions, --as)?",
        _ => $"unknown: {outcome.Reason} The command may have taken effect, or may still: look into the service's "
            + "standard error, or its journal (me inspect), before it is given again.",
    };
}
