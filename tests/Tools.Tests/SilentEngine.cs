using System.Net;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.Tests;

/// <summary>A gateway before an engine that begins sessions and answers nothing else.</summary>
internal sealed class SilentEngine : ICommandPort, IDisposable
{
    public const uint SessionId = 5;

    private readonly CommandRecord[] _ring = new CommandRecord[64];
    private readonly OrderEntryGateway _gateway;
    private readonly Thread _thread;
    private volatile bool _isEnding;
    private long _published;

    public SilentEngine()
    {
        var session = new SessionDefinition(SessionId, "ops", Key, role: SessionRole.Operator);
        _gateway = new OrderEntryGateway(
            new OrderEntryOptions(), new SessionDirectory([session]), this, GatewayClock.System);
        _thread = new Thread(Run);
        _thread.Start();
    }

    public static byte[] Key { get; } = new byte[32];

    public IPEndPoint EndPoint => _gateway.LocalEndPoint;

    public int Capacity => _ring.Length;

    public CommandAdmission TryClaim(out long claim)
    {
        claim = _published;
        return CommandAdmission.Accepted;
    }

    public ref CommandRecord Slot(long claim) => ref _ring[claim % _ring.Length];

    public void Publish(long claim) => _published = claim + 1;

    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
        _gateway.Dispose();
    }

    private void Run()
    {
        long answered = 0;
        while (!_isEnding)
        {
            if (_gateway.DoWork() == 0)
                _gateway.AwaitWork(1);
            for (; answered < _published; answered++)
                Answer(in Slot(answered));
        }
    }

    private void Answer(in CommandRecord command)
    {
        if (command.Header.TemplateId != SessionNegotiatedBlock.TemplateId)
            return;
        var answer = default(EventRecord);
        ref SystemCommandResponseBlock block = ref answer.Begin<SystemCommandResponseBlock>();
        block.RefTemplateID = SessionNegotiatedBlock.TemplateId;
        block.SessionID = SessionId;
        block.SessionVerID = CommandRecord.BlockOf<SessionNegotiatedBlock>(in command).SessionVerID;
        _gateway.OnEvent(in answer, replayed: false);
    }
}
