using System.Runtime.InteropServices;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.SystemTests.Malformed;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests;

public class BackPressureTests
{
    private const int Floods = 3;
    private const int OrdersInFlood = 20_000;
    private const int SlowOrders = 50_000;

    /// <summary>
    /// On threads of their own the stages are slower than a gateway with three floods and a ring of 64 slots. On one
    /// thread the gateway takes what has room, and the rest waits in the sockets.
    /// </summary>
    [Theory]
    [InlineData("dedicated", true)]
    [InlineData("shared", false)]
    public void Full_command_ring_is_refused_as_EngineBusy_and_every_order_has_one_answer(string threads, bool isOutrun)
    {
        using var data = new TempDirectory();
        string sessions = data.PathOf("sessions.json");
        uint[] ids = [.. Enumerable.Range(1, Floods).Select(id => (uint)id)];
        SessionFile.Create(sessions, ids.Select(id => SessionDefinition.WithRandomKey(id, "flood")));
        using Server server = Server.Start(
            data.FullPath, "--durability", "os", "--command-ring", "64", "--event-ring", "64", "--threads", threads);

        Task<(int Accepted, int Busy)>[] floods = [.. ids.Select(id => Task.Factory.StartNew(
            () => Flood(server, RawSession.Load(sessions, id)), TaskCreationOptions.LongRunning))];
        foreach (Task flood in floods)
            Until.Done(flood, "every order of a flood is answered");

        Assert.All(floods, flood => Assert.Equal(OrdersInFlood, flood.Result.Accepted + flood.Result.Busy));
        // While one flood fills the ring, all of another may be refused.
        Assert.Contains(floods, flood => flood.Result.Accepted > 0);
        Assert.Equal(isOutrun, floods.Sum(flood => flood.Result.Busy) > 0);
        server.Stop();
        MeResult verified = MeProcess.Run("verify", "--json", "--data", data.FullPath);
        Assert.True(verified.ExitCode == 0, verified.Output);
        long others = verified.Json().GetProperty("lastSequence").GetInt64()
            - floods.Sum(flood => flood.Result.Accepted);
        // Beside the orders: the instrument, a negotiation and an end of a connection each, and at most one digest.
        Assert.InRange(others, 1 + 2 * Floods, 2 + 2 * Floods);
    }

    [Fact]
    public void Client_that_does_not_read_is_cut_while_another_is_served()
    {
        using var service = new LocalService(ThreadLayout.Quiet, new OrderEntryOptions
        {
            NoProgressMillisMax = 500,
            SendBufferBytes = 4_096,
            SocketSendBufferBytes = 4_096,
        });
        using var side = new SideSession(service.ClientOptions(1), TimeSpan.FromSeconds(10));
        using var slow = new RawPeer(service.Service.EndPoint, service.RawSession(2), receiveBufferBytes: 4_096);
        slow.LogOn();
        byte[] orders = Orders(slow.Session, SlowOrders);
        Task flood = Task.Factory.StartNew(() => slow.TrySend(orders), TaskCreationOptions.LongRunning);

        Until.True(() => service.Service.Counters.SlowConsumerCuts == 1, "the slow client is cut");
        long rounds = side.Rounds;
        Until.True(() => side.Rounds >= rounds + 10, "the side session is served");

        side.Finish();
        Until.Done(flood, "the slow client sees the end");
        Assert.Null(service.Service.Fault.First);
        Assert.Equal(1, service.Service.Counters.SlowConsumerCuts);
    }

    private static (int Accepted, int Busy) Flood(Server server, RawSession session)
    {
        using var peer = new RawPeer(server.EndPoint, session);
        peer.LogOn();
        byte[] orders = Orders(session, OrdersInFlood);
        Task send = Task.Factory.StartNew(() => peer.Send(orders), TaskCreationOptions.LongRunning);
        int accepted = 0;
        int busy = 0;
        while (accepted + busy < OrdersInFlood)
        {
            ushort template = peer.Read(out ReadOnlySpan<byte> block);
            if (template == ExecutionReportNewBlock.TemplateId)
                accepted++;
            else if (template == BusinessMessageRejectBlock.TemplateId)
                busy += IsBusy(block) ? 1 : throw new InvalidDataException("refused for another reason");
            else
                throw new InvalidDataException($"template {template}");
        }
        Until.Done(send, "the flood is sent");
        peer.LogOff();
        return (accepted, busy);
    }

    private static bool IsBusy(ReadOnlySpan<byte> block) =>
        MemoryMarshal.Read<BusinessMessageRejectBlock>(block).BusinessRejectReason == BusinessRejectReason.EngineBusy;

    private static byte[] Orders(RawSession session, int count)
    {
        List<byte> all = [];
        for (uint number = 1; number <= count; number++)
        {
            all.AddRange(Frames.Of(new NewOrderSingleBlock
            {
                SessionID = session.Id,
                MsgSeqNum = number,
                ClOrdID = number,
                Price = 1_000_000_000,
                OrderQty = 1,
                SecurityID = Flows.SecurityId,
                Side = Side.Buy,
                OrdType = OrdType.Limit,
                TimeInForce = TimeInForce.GoodTillCancel,
            }));
        }
        return [.. all];
    }
}
