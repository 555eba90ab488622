using System.Diagnostics;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

/// <summary>A client and a scripted venue, driven by turns on the thread of the test.</summary>
internal sealed class ClientHarness : IDisposable
{
    public const uint SessionID = 7;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public ClientHarness(
        ManualTime? time = null,
        SessionResumePoint? resumeFrom = null,
        ReconnectPolicy? reconnect = null,
        ulong sessionVerID = 0,
        int windowSize = 1_024,
        int sendBufferBytes = 65_536,
        bool resendOnResume = true,
        FlushMode flushMode = FlushMode.Immediate)
    {
        Client = new OrderEntryClient(
            new OrderEntryClientOptions
            {
                EndPoint = Venue.EndPoint,
                SessionID = SessionID,
                Key = Key,
                TimeProvider = time ?? TimeProvider.System,
                ResumeFrom = resumeFrom,
                SessionVerID = sessionVerID,
                WindowSize = windowSize,
                SendBufferBytes = sendBufferBytes,
                ResendOnResume = resendOnResume,
                FlushMode = flushMode,
                Reconnect = reconnect ?? Eager,
            },
            Handler);
    }

    public static SessionKey Key { get; } = new("a key of sixteen and more bytes"u8);

    /// <summary>Comes back at once, however often.</summary>
    public static ReconnectPolicy Eager { get; } = new() { InitialDelayMillis = 0, MaxDelayMillis = 0 };

    public ScriptedVenue Venue { get; } = new();

    public RecordingHandler Handler { get; } = new();

    public OrderEntryClient Client { get; }

    public ulong SessionVerID { get; private set; }

    /// <summary>Lets both sides work until the condition holds.</summary>
    public void Until(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Client.Poll();
            Venue.Poll();
            if (Client.State == ClientState.Connecting)
                Thread.Yield();
            if (Stopwatch.GetElapsedTime(start) > Limit)
                Assert.Fail($"Not within {Limit.TotalSeconds} s: {what}. State {Client.State}, calls: " +
                    string.Join(", ", Handler.Calls.TakeLast(20)));
        }
    }

    /// <summary>Lets both sides work for some turns, to see that nothing happens.</summary>
    public void Settle()
    {
        for (int i = 0; i < 200; i++)
        {
            Client.Poll();
            Venue.Poll();
        }
    }

    /// <summary>The next message of the client, which must be of this type.</summary>
    public TBlock Expect<TBlock>() where TBlock : unmanaged, IMessageBlock
    {
        Until(() => Venue.Received.Count > 0, $"a {typeof(TBlock).Name} of the client");
        return WireFormat.Decode<TBlock>(Venue.Received.Dequeue());
    }

    public void Connect()
    {
        Client.Connect();
        int before = Venue.ConnectionCount;
        Until(() => Venue.ConnectionCount > before, "a connection");
    }

    /// <summary>Negotiates and establishes a new session version.</summary>
    public void LogOn()
    {
        Connect();
        AnswerNegotiate();
        AnswerEstablish(nextSeqNo: 1, lastIncoming: 0);
        Until(() => Client.State == ClientState.Established, "established");
    }

    public NegotiateBlock AnswerNegotiate()
    {
        NegotiateBlock negotiate = Expect<NegotiateBlock>();
        SessionVerID = negotiate.SessionVerID;
        Venue.Send(new NegotiationResponseBlock
        {
            SessionID = SessionID,
            ServerFlow = FlowType.Recoverable,
            SessionVerID = negotiate.SessionVerID,
            RequestTimestamp = negotiate.Timestamp,
        });
        return negotiate;
    }

    public EstablishBlock AnswerEstablish(uint nextSeqNo, uint lastIncoming)
    {
        EstablishBlock establish = Expect<EstablishBlock>();
        SessionVerID = establish.SessionVerID;
        Venue.Send(new EstablishmentAckBlock
        {
            SessionID = SessionID,
            KeepAliveInterval = establish.KeepAliveInterval,
            SessionVerID = establish.SessionVerID,
            RequestTimestamp = establish.Timestamp,
            NextSeqNo = nextSeqNo,
            LastIncomingSeqNo = lastIncoming,
        });
        return establish;
    }

    /// <summary>Cuts the connection, forgets what came over it and logs on again under the same version.</summary>
    public void CutAndComeBack(uint nextSeqNo, uint lastIncoming)
    {
        int before = Venue.ConnectionCount;
        Venue.Close();
        Venue.Received.Clear();
        Until(() => Venue.ConnectionCount > before, "a new connection");
        AnswerEstablish(nextSeqNo, lastIncoming);
    }

    /// <summary>Sends an order and gives its number.</summary>
    public uint SendOrder(ulong clOrdID)
    {
        SendResult result = Client.TryNewOrder(
            clOrdID, 1, Side.Buy, 100 * PriceScale.MantissaPerUnit, 10, TimeInForce.GoodTillCancel, out uint seqNo);
        Assert.Equal(SendResult.Sent, result);
        return seqNo;
    }

    /// <summary>The venue accepts an order.</summary>
    public void SendNew(uint seqNo, uint refSeqNum) => Venue.Send(NewReport(seqNo, refSeqNum));

    public static ExecutionReportNewBlock NewReport(uint seqNo, uint refSeqNum) => new()
    {
        SessionID = SessionID,
        MsgSeqNum = seqNo,
        RefSeqNum = refSeqNum,
        ClOrdID = 1_000 + refSeqNum,
        OrderID = seqNo,
        ExecID = seqNo,
    };

    /// <summary>The venue sends a retransmission of plain reports.</summary>
    public void SendRetransmission(uint from, uint count)
    {
        Venue.Send(new RetransmissionBlock
        {
            SessionID = SessionID,
            SessionVerID = SessionVerID,
            NextSeqNo = from,
            Count = count,
        });
        for (uint i = 0; i < count; i++)
            SendNew(from + i, 0);
    }

    public void Dispose()
    {
        Client.Dispose();
        Venue.Dispose();
    }
}
