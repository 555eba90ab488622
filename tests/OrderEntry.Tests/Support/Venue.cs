using System.Diagnostics;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

/// <summary>
/// A gateway with an echoing engine behind it, turned by hand: one thread plays gateway, engine and clients.
/// </summary>
internal sealed class Venue : IDisposable
{
    public const uint Alpha = 1;
    public const uint Beta = 2;
    public const uint SwitchedOff = 3;
    public const uint Operator = 20;
    public const uint Unknown = 60;
    public const int KeepAliveMillis = 1_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly List<TestClient> _clients = [];
    private long _timestamps;

    public Venue(
        Func<OrderEntryOptions, OrderEntryOptions>? configure = null,
        int ringCapacity = 65_536,
        SessionDirectory? directory = null)
    {
        Options = configure?.Invoke(new OrderEntryOptions()) ?? new OrderEntryOptions();
        Engine = new EchoEngine(ringCapacity, Clock);
        Gateway = new OrderEntryGateway(Options, directory ?? Directory, Engine, Clock);
    }

    public static SessionDirectory Directory { get; } = new(
        Enumerable.Range(1, 20).Select(id => new SessionDefinition(
            (uint)id,
            $"session-{id}",
            KeyOf((uint)id),
            enabled: id != SwitchedOff,
            id == Operator ? SessionRole.Operator : SessionRole.Trader)));

    public OrderEntryOptions Options { get; }

    public ManualClock Clock { get; } = new();

    public EchoEngine Engine { get; }

    public OrderEntryGateway Gateway { get; }

    public static byte[] KeyOf(uint sessionId) => [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + sessionId))];

    public static NewOrderSingleBlock Order(uint msgSeqNum, uint sessionId = Alpha) => new()
    {
        SessionID = sessionId,
        MsgSeqNum = msgSeqNum,
        ClOrdID = 1_000 + msgSeqNum,
        Price = 10_125_000_000,
        OrderQty = 200,
        SecurityID = 7,
        Side = Side.Buy,
        OrdType = OrdType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
    };

    public void Turn()
    {
        Gateway.DoWork();
        Engine.Run(Gateway);
    }

    /// <summary>Moves time and lets the gateway see it.</summary>
    public void Advance(int millis)
    {
        Clock.Advance(millis);
        Turn();
    }

    public TestClient Connect(int receiveBufferBytes = 0)
    {
        long before = Gateway.Counters.ConnectionsAccepted + Gateway.Counters.ConnectionsRefused;
        var client = new TestClient(Gateway.LocalEndPoint, receiveBufferBytes);
        _clients.Add(client);
        Await(() => Gateway.Counters.ConnectionsAccepted + Gateway.Counters.ConnectionsRefused > before);
        return client;
    }

    public long NextTimestamp() => Clock.UtcNanos + ++_timestamps;

    public byte[] Negotiate(uint sessionId, ulong sessionVerId) => TestClient.Signed(
        TestClient.Frame(new NegotiateBlock
        {
            SessionID = sessionId,
            ClientFlow = FlowType.Idempotent,
            SessionVerID = sessionVerId,
            Timestamp = NextTimestamp(),
        }),
        KeyOf(sessionId));

    public byte[] Establish(uint sessionId, ulong sessionVerId, uint nextSeqNo = 0, uint keepAlive = KeepAliveMillis) =>
        TestClient.Signed(
            TestClient.Frame(new EstablishBlock
            {
                SessionID = sessionId,
                KeepAliveInterval = keepAlive,
                SessionVerID = sessionVerId,
                Timestamp = NextTimestamp(),
                NextSeqNo = nextSeqNo,
            }),
            KeyOf(sessionId));

    /// <summary>Connects, negotiates and establishes.</summary>
    public TestClient LogOn(uint sessionId = Alpha, ulong sessionVerId = 1, int receiveBufferBytes = 0)
    {
        TestClient client = Connect(receiveBufferBytes);
        client.SendBytes(Negotiate(sessionId, sessionVerId));
        Expect<NegotiationResponseBlock>(client);
        client.SendBytes(Establish(sessionId, sessionVerId));
        Expect<EstablishmentAckBlock>(client);
        return client;
    }

    /// <summary>Connects and establishes a version that was negotiated before.</summary>
    public TestClient Resume(uint sessionId, ulong sessionVerId, out EstablishmentAckBlock ack)
    {
        TestClient client = Connect();
        client.SendBytes(Establish(sessionId, sessionVerId));
        ack = Expect<EstablishmentAckBlock>(client);
        return client;
    }

    public byte[] ExpectFrame(TestClient client)
    {
        Await(() =>
        {
            client.Poll();
            return client.HasFrames || client.IsClosed;
        });
        Assert.True(client.HasFrames, "The connection was closed, a message was expected.");
        return client.TakeFrame();
    }

    public TBlock Expect<TBlock>(TestClient client) where TBlock : unmanaged, IMessageBlock
    {
        byte[] frame = ExpectFrame(client);
        Assert.Equal(TBlock.SbeTemplateId, FrameCodec.Header(frame).TemplateId);
        Assert.True(FrameCodec.Holds<TBlock>(frame));
        return FrameCodec.Block<TBlock>(frame);
    }

    public void ExpectTermination(TestClient client, TerminationCode code)
    {
        Assert.Equal(code, Expect<TerminateBlock>(client).TerminationCode);
        ExpectClosed(client);
    }

    public void ExpectReject(TestClient client, NegotiationRejectCode code) =>
        Assert.Equal(code, Expect<NegotiationRejectBlock>(client).NegotiationRejectCode);

    public void ExpectReject(TestClient client, EstablishmentRejectCode code) =>
        Assert.Equal(code, Expect<EstablishmentRejectBlock>(client).EstablishmentRejectCode);

    public void ExpectReject(TestClient client, BusinessRejectReason reason, uint refSeqNum, ushort refTemplateId)
    {
        BusinessMessageRejectBlock reject = Expect<BusinessMessageRejectBlock>(client);
        Assert.Equal(
            (reason, refSeqNum, refTemplateId, 0u),
            (reject.BusinessRejectReason, reject.RefSeqNum, reject.RefTemplateID, reject.MsgSeqNum));
    }

    public void ExpectClosed(TestClient client)
    {
        Await(() =>
        {
            client.Poll();
            return client.IsClosed || client.HasFrames;
        });
        Assert.False(client.HasFrames, "A message came, the end of the connection was expected.");
    }

    /// <summary>Turns until everything that was sent has been read and answered: nothing moves any more.</summary>
    public void Settle()
    {
        for (int quiet = 0; quiet < 3;)
        {
            int work = Gateway.DoWork();
            long before = Engine.Published;
            Engine.Run(Gateway);
            quiet = work == 0 && before == Engine.Published ? quiet + 1 : 0;
        }
    }

    public void Await(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Turn();
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, "What was expected did not happen in time.");
        }
    }

    public void Dispose()
    {
        foreach (TestClient client in _clients)
            client.Dispose();
        Gateway.Dispose();
    }
}
