using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

/// <summary>
/// A venue that keeps the rules of the protocol and breaks everything else: connections after any byte in either
/// direction, the process itself between taking a command and applying it. What it has applied and its events survive,
/// as in a journal.
/// </summary>
internal sealed class ModelVenue : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Random _random;
    private readonly List<byte> _inBytes = [];
    private readonly List<byte> _outBytes = [];
    private readonly byte[] _chunk = new byte[65_536];
    private readonly Queue<(uint SeqNo, ulong ClOrdID)> _pending = new();
    private Socket? _connection;
    private ulong _version;
    private uint _expected;
    private bool _established;
    private int _sentEvents;
    private long _inLeft;
    private long _outLeft;

    public ModelVenue(Random random)
    {
        _random = random;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Gives the bytes after which the next connection is cut, in and out.</summary>
    public Func<(long In, long Out)> NextCut { get; set; } = () => (long.MaxValue, long.MaxValue);

    /// <summary>Chance in a hundred that a message is refused at the door.</summary>
    public int RefusePercent { get; set; }

    /// <summary>Chance in a hundred that a cut is a crash of the venue, which loses what is not applied.</summary>
    public int CrashPercent { get; set; }

    public int ConnectionCount { get; private set; }

    public int CrashCount { get; private set; }

    public long BytesIn { get; private set; }

    public long BytesOut { get; private set; }

    /// <summary>What the engine has applied, in order.</summary>
    public List<(uint SeqNo, ulong ClOrdID)> Applied { get; } = [];

    /// <summary>The engine's events; the number of each is its place, from 1 on.</summary>
    public List<ExecutionReportNewBlock> Events { get; } = [];

    /// <summary>What no client does that keeps the rules.</summary>
    public List<string> Violations { get; } = [];

    public bool IsIdle => _pending.Count == 0 && _outBytes.Count == 0 && _sentEvents == Events.Count;

    private uint LastGiven => _pending.Count > 0 ? _pending.Last().SeqNo : LastApplied;

    private uint LastApplied => Applied.Count > 0 ? Applied[^1].SeqNo : 0;

    public void Poll()
    {
        Apply();
        if (_connection is null)
            Accept();
        if (_connection is not null)
            Read();
        if (_connection is not null && _established)
            SendEvents();
        if (_connection is not null)
            Write();
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _listener.Dispose();
    }

    private void Apply()
    {
        int count = _random.Next(4);
        while (count-- > 0 && _pending.TryDequeue(out (uint SeqNo, ulong ClOrdID) command))
        {
            Applied.Add(command);
            for (int events = 1 + _random.Next(3); events > 0; events--)
                AddEvent(command.SeqNo, command.ClOrdID);
            if (_random.Next(4) == 0)
                AddEvent(0, command.ClOrdID);
        }
    }

    private void AddEvent(uint refSeqNum, ulong clOrdID) => Events.Add(new ExecutionReportNewBlock
    {
        SessionID = ClientHarness.SessionID,
        MsgSeqNum = (uint)Events.Count + 1,
        RefSeqNum = refSeqNum,
        ClOrdID = clOrdID,
    });

    private void Accept()
    {
        if (!_listener.Poll(0, SelectMode.SelectRead))
            return;
        _connection = _listener.Accept();
        _connection.NoDelay = true;
        _connection.Blocking = false;
        ConnectionCount++;
        (_inLeft, _outLeft) = NextCut();
    }

    private void Cut()
    {
        _connection?.Dispose();
        _connection = null;
        _established = false;
        _inBytes.Clear();
        _outBytes.Clear();
        if (_random.Next(100) >= CrashPercent)
            return;
        _pending.Clear();
        CrashCount++;
    }

    private void Read()
    {
        int count = _connection!.Receive(_chunk.AsSpan(), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success || count == 0)
        {
            Cut();
            return;
        }

        bool cut = count >= _inLeft;
        count = (int)Math.Min(count, _inLeft);
        _inLeft -= count;
        BytesIn += count;
        _inBytes.AddRange(_chunk.AsSpan(0, count));
        while (_inBytes.Count >= WireFormat.HeaderLength)
        {
            Span<byte> span = CollectionsMarshal.AsSpan(_inBytes);
            int length = WireFormat.LengthOf(span);
            if (_inBytes.Count < length)
                break;
            byte[] frame = span[..length].ToArray();
            _inBytes.RemoveRange(0, length);
            Take(frame);
        }

        if (cut)
            Cut();
    }

    private void Write()
    {
        if (_outBytes.Count == 0)
            return;
        int length = (int)Math.Min(_outBytes.Count, _outLeft);
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(_outBytes)[..length];
        int sent = _connection!.Send(bytes, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success)
        {
            Cut();
            return;
        }

        BytesOut += sent;
        _outLeft -= sent;
        _outBytes.RemoveRange(0, sent);
        if (_outLeft <= 0)
            Cut();
    }

    private void Put<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock =>
        _outBytes.AddRange(WireFormat.Encode(in block));

    private void SendEvents()
    {
        while (_sentEvents < Events.Count)
            Put(Events[_sentEvents++]);
    }

    private void Take(byte[] frame)
    {
        switch (WireFormat.TemplateOf(frame))
        {
            case NegotiateBlock.TemplateId:
                Negotiate(WireFormat.Decode<NegotiateBlock>(frame));
                break;
            case EstablishBlock.TemplateId:
                Establish(WireFormat.Decode<EstablishBlock>(frame));
                break;
            case RetransmitRequestBlock.TemplateId:
                Retransmit(WireFormat.Decode<RetransmitRequestBlock>(frame));
                break;
            case NewOrderSingleBlock.TemplateId:
                Order(WireFormat.Decode<NewOrderSingleBlock>(frame));
                break;
            case SequenceBlock.TemplateId:
                break;
            default:
                Violations.Add($"template {WireFormat.TemplateOf(frame)}");
                break;
        }
    }

    private void Negotiate(NegotiateBlock negotiate)
    {
        if (negotiate.SessionVerID <= _version)
        {
            Put(new NegotiationRejectBlock
            {
                SessionID = ClientHarness.SessionID,
                NegotiationRejectCode = NegotiationRejectCode.DuplicateID,
                SessionVerID = negotiate.SessionVerID,
                CurrentSessionVerID = _version,
            });
            return;
        }

        if (_version != 0)
            Violations.Add("a second version");
        _version = negotiate.SessionVerID;
        Put(new NegotiationResponseBlock { SessionID = ClientHarness.SessionID, SessionVerID = _version });
    }

    private void Establish(EstablishBlock establish)
    {
        if (establish.SessionVerID != _version)
            Violations.Add("another version");
        _established = true;
        _expected = LastGiven + 1;
        _sentEvents = Events.Count;
        Put(new EstablishmentAckBlock
        {
            SessionID = ClientHarness.SessionID,
            SessionVerID = _version,
            KeepAliveInterval = establish.KeepAliveInterval,
            NextSeqNo = (uint)Events.Count + 1,
            LastIncomingSeqNo = LastGiven,
        });
    }

    private void Retransmit(RetransmitRequestBlock request)
    {
        if (request.Count is 0 or > 1_000 || request.FromSeqNo - 1 + request.Count > Events.Count)
            Violations.Add($"retransmit {request.FromSeqNo} {request.Count}");
        Put(new RetransmissionBlock
        {
            SessionID = ClientHarness.SessionID,
            SessionVerID = _version,
            NextSeqNo = request.FromSeqNo,
            Count = request.Count,
        });
        for (uint i = 0; i < request.Count; i++)
            Put(Events[(int)(request.FromSeqNo - 1 + i)]);
    }

    private void Order(NewOrderSingleBlock order)
    {
        if (!_established || order.MsgSeqNum < _expected)
            Violations.Add($"order {order.MsgSeqNum}, expected {_expected}");
        if (order.MsgSeqNum > _expected)
            Put(new NotAppliedBlock
            {
                SessionID = ClientHarness.SessionID,
                FromSeqNo = _expected,
                Count = order.MsgSeqNum - _expected,
            });
        _expected = order.MsgSeqNum + 1;
        if (_random.Next(100) < RefusePercent)
            Put(new BusinessMessageRejectBlock
            {
                SessionID = ClientHarness.SessionID,
                RefSeqNum = order.MsgSeqNum,
                BusinessRejectReason = BusinessRejectReason.EngineBusy,
            });
        else
            _pending.Enqueue((order.MsgSeqNum, order.ClOrdID));
    }
}
