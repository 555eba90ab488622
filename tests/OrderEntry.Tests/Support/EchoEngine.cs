using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace OrderEntry.Tests;

/// <summary>
/// Stands in for the engine: a command ring in memory, and an answer for each command. Numbers sessions as the engine
/// does. Allocates nothing per command unless it records.
/// </summary>
internal sealed class EchoEngine(int capacity, ManualClock clock) : ICommandPort
{
    private const int SessionsMax = 512;

    private readonly CommandRecord[] _ring = new CommandRecord[capacity];
    private readonly ulong[] _sessionVerIds = new ulong[SessionsMax];
    private readonly uint[] _nextOutgoing = new uint[SessionsMax];
    private EventRecord _event;
    private long _claimed;
    private long _published;
    private long _answered;
    private long _control;
    private ulong _execId;

    public int Capacity => _ring.Length;

    /// <summary>What the port says to the next claims; Accepted still needs room in the ring.</summary>
    public CommandAdmission Admission { get; set; } = CommandAdmission.Accepted;

    /// <summary>Whether commands are answered, or wait.</summary>
    public bool IsAnswering { get; set; } = true;

    public bool IsRecording { get; set; } = true;

    /// <summary>What the engine says to a negotiation of a version that it has not had.</summary>
    public SystemCommandResult NegotiationResult { get; set; } = SystemCommandResult.Accepted;

    /// <summary>Copies of all commands of traders and logons, in order.</summary>
    public List<CommandRecord> Commands { get; } = [];

    /// <summary>Copies of all commands of operators and of the service, in order.</summary>
    public List<CommandRecord> Control { get; } = [];

    /// <summary>Templates of <see cref="Commands"/> and <see cref="Control"/> together, in order.</summary>
    public List<ushort> Templates { get; } = [];

    /// <summary>What the engine says to commands of operators and of the service.</summary>
    public SystemCommandResult ControlResult { get; set; } = SystemCommandResult.Accepted;

    /// <summary>Copies of all events, in order.</summary>
    public List<EventRecord> Events { get; } = [];

    /// <summary>Commands of traders and logons.</summary>
    public long Published => _published - _control;

    public CommandAdmission TryClaim(out long claim)
    {
        claim = _claimed;
        if (Admission != CommandAdmission.Accepted)
            return Admission;
        if (_claimed - _answered >= _ring.Length)
            return CommandAdmission.EngineBusy;
        _claimed++;
        return CommandAdmission.Accepted;
    }

    public ref CommandRecord Slot(long claim) => ref _ring[claim % _ring.Length];

    public void Publish(long claim)
    {
        if (claim != _published)
            throw new InvalidOperationException("Slots are published in the order in which they were claimed.");
        _published++;
        bool isControl = IsControl(Slot(claim).Header.TemplateId);
        if (isControl)
            _control++;
        if (!IsRecording)
            return;
        Slot(claim).TimestampNanos = clock.UtcNanos;
        Templates.Add(Slot(claim).Header.TemplateId);
        (isControl ? Control : Commands).Add(Slot(claim));
    }

    /// <summary>Answers what was published.</summary>
    public void Run(IEventConsumer consumer)
    {
        while (IsAnswering && _answered < _published)
        {
            ref CommandRecord command = ref Slot(_answered++);
            if (command.Header.TemplateId == SessionNegotiatedBlock.TemplateId)
                AnswerNegotiation(consumer, CommandRecord.BlockOf<SessionNegotiatedBlock>(in command));
            else if (IsControl(command.Header.TemplateId))
                AnswerControl(consumer, in command);
            else
                AnswerOrder(consumer, CommandRecord.BlockOf<NewOrderSingleBlock>(in command));
        }
    }

    /// <summary>Sends fills that the session did not ask for.</summary>
    public void Fill(IEventConsumer consumer, uint sessionId, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ref ExecutionReportTradeBlock trade = ref _event.Begin<ExecutionReportTradeBlock>();
            trade.SessionID = sessionId;
            trade.MsgSeqNum = _nextOutgoing[sessionId]++;
            trade.ExecID = ++_execId;
            Emit(consumer);
        }
    }

    private static bool IsControl(ushort templateId) =>
        templateId >= SecurityDefinitionBlock.TemplateId && templateId != SessionNegotiatedBlock.TemplateId;

    private void AnswerNegotiation(IEventConsumer consumer, in SessionNegotiatedBlock negotiated)
    {
        ref ulong sessionVerId = ref _sessionVerIds[negotiated.SessionID];
        SystemCommandResult result = negotiated.SessionVerID <= sessionVerId
            ? SystemCommandResult.StaleSessionVerID
            : NegotiationResult;
        if (result == SystemCommandResult.Accepted)
        {
            sessionVerId = negotiated.SessionVerID;
            _nextOutgoing[negotiated.SessionID] = 1;
        }
        ref SystemCommandResponseBlock response = ref _event.Begin<SystemCommandResponseBlock>();
        response.SessionID = negotiated.SessionID;
        response.SessionVerID = sessionVerId;
        response.RefTemplateID = SessionNegotiatedBlock.TemplateId;
        response.SystemCommandResult = result;
        Emit(consumer);
    }

    private void AnswerControl(IEventConsumer consumer, in CommandRecord command)
    {
        TimeAdvancedBlock prefix = CommandRecord.BlockOf<TimeAdvancedBlock>(in command);
        ref SystemCommandResponseBlock response = ref _event.Begin<SystemCommandResponseBlock>();
        _event.TimestampNanos = command.TimestampNanos;
        response.RefTemplateID = command.Header.TemplateId;
        response.SystemCommandResult = ControlResult;
        if (prefix.MsgSeqNum != 0)
        {
            response.SessionID = prefix.SessionID;
            response.RefSeqNum = prefix.MsgSeqNum;
            response.MsgSeqNum = _nextOutgoing[prefix.SessionID]++;
        }
        Emit(consumer);
    }

    private void AnswerOrder(IEventConsumer consumer, in NewOrderSingleBlock order)
    {
        ref ExecutionReportNewBlock report = ref _event.Begin<ExecutionReportNewBlock>();
        report.SessionID = order.SessionID;
        report.MsgSeqNum = _nextOutgoing[order.SessionID]++;
        report.ExecID = ++_execId;
        report.OrderID = _execId;
        report.ClOrdID = order.ClOrdID;
        report.Price = order.Price;
        report.OrderQty = order.OrderQty;
        report.LeavesQty = order.OrderQty;
        report.RefSeqNum = order.MsgSeqNum;
        Emit(consumer);
    }

    private void Emit(IEventConsumer consumer)
    {
        if (IsRecording)
            Events.Add(_event);
        consumer.OnEvent(in _event, replayed: false);
    }
}
