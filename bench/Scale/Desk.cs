using System.Runtime.CompilerServices;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Scale;

/// <summary>An engine, one session of it, and short ways to send commands. Prices in ticks of one unit.</summary>
internal sealed class Desk
{
    private const uint SessionId = 1;

    private EventSlots _events = new();
    private CommandRecord _command;
    private uint _msgSeqNum;

    public Desk(CoreLimits limits)
    {
        Core = new MatchingCore(limits);
        Negotiate(SessionId);
    }

    public MatchingCore Core { get; }

    /// <summary>Events so far.</summary>
    public long EventCount => _events.Count;

    /// <summary>One of the last events, counted from the first of all.</summary>
    public ref readonly EventRecord EventAt(long number) => ref _events.At(number);

    public void Negotiate(uint sessionId) =>
        Send(new SessionNegotiatedBlock { SessionID = sessionId, SessionVerID = 1 });

    public void Define(uint securityId, long highestPrice) => Send(new SecurityDefinitionBlock
    {
        SecurityID = securityId,
        MinPriceIncrement = 1,
        RoundLot = 1,
        MinTradeVol = 1,
        MaxTradeVol = 1_000_000,
        LowLimitPrice = 1,
        HighLimitPrice = highestPrice,
        MaxOpenOrders = 1 << 24,
    });

    public void Enter(uint securityId, ulong clOrdId, Side side, long price, long quantity, TimeInForce timeInForce)
    {
        ref NewOrderSingleBlock order = ref _command.Begin<NewOrderSingleBlock>();
        order.SessionID = SessionId;
        order.MsgSeqNum = ++_msgSeqNum;
        order.ClOrdID = clOrdId;
        order.SecurityID = securityId;
        order.Side = side;
        order.Price = price;
        order.OrderQty = quantity;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = timeInForce;
        Apply();
    }

    public void Cancel(uint securityId, ulong clOrdId)
    {
        ref OrderCancelRequestBlock cancel = ref _command.Begin<OrderCancelRequestBlock>();
        cancel.SessionID = SessionId;
        cancel.MsgSeqNum = ++_msgSeqNum;
        cancel.ClOrdID = ulong.MaxValue;
        cancel.OrigClOrdID = clOrdId;
        cancel.SecurityID = securityId;
        Apply();
    }

    public void Replace(uint securityId, ulong clOrdId, ulong origClOrdId, long price, long quantity)
    {
        ref OrderCancelReplaceRequestBlock replace = ref _command.Begin<OrderCancelReplaceRequestBlock>();
        replace.SessionID = SessionId;
        replace.MsgSeqNum = ++_msgSeqNum;
        replace.ClOrdID = clOrdId;
        replace.OrigClOrdID = origClOrdId;
        replace.SecurityID = securityId;
        replace.Price = price;
        replace.OrderQty = quantity;
        Apply();
    }

    /// <summary>Sends an order with whatever fields the caller sets; session and number are set here.</summary>
    public void EnterExtended(NewOrderExtendedBlock order)
    {
        order.SessionID = SessionId;
        order.MsgSeqNum = ++_msgSeqNum;
        Send(order);
    }

    /// <summary>Sends a command of the service or of an operator.</summary>
    public void Send<TBlock>(TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        _command.Begin<TBlock>() = block;
        Apply();
    }

    /// <summary>Sends a command that was recorded at another desk, in the same place of the same sequence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Send(ref CommandRecord command)
    {
        command.Sequence = Core.LastSequence + 1;
        Core.Apply(in command, ref _events);
    }

    /// <summary>The command sent last.</summary>
    public ref readonly CommandRecord LastCommand => ref _command;

    private void Apply()
    {
        _command.Sequence = Core.LastSequence + 1;
        Core.Apply(in _command, ref _events);
    }
}
