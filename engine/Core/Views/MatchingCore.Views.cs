using System.Buffers.Binary;
using System.Text;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <content>What can be seen of the state, for tests and tools. The lists are copies: not for the hot path.</content>
public sealed partial class MatchingCore
{
    /// <summary>Orders in all books.</summary>
    public int OpenOrderCount => _state.Orders.Count;

    /// <summary>Number of instruments.</summary>
    public int InstrumentCount => _state.Instruments.Count;

    /// <summary>Number of sessions.</summary>
    public int SessionCount => _state.Sessions.Count;

    /// <summary>OrderID given out last; 0 for none yet.</summary>
    public ulong LastOrderId => _state.LastOrderId;

    /// <summary>ExecID given out last; 0 for none yet.</summary>
    public ulong LastExecId => _state.LastExecId;

    /// <summary>TrdMatchID given out last: the number of trades so far.</summary>
    public ulong LastTrdMatchId => _state.LastTrdMatchId;

    /// <summary>The best level of a side.</summary>
    /// <returns>False when the instrument is unknown or the side is empty.</returns>
    public bool TryGetBest(uint securityId, Side side, out PriceLevel best)
    {
        best = default;
        if (!TryFind(securityId, out Instrument? instrument) || instrument!.Book.SideOf(side).Count == 0)
            return false;
        best = ViewOf(instrument, instrument.Book.SideOf(side).BestLevel);
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>The level at one price of a side, which may be off tick by now.</summary>
    /// <param name="securityId">The instrument.</param>
    /// <param name="side">The side.</param>
    /// <param name="price">Price in units of 10^-8.</param>
    /// <param name="level">The level, when there is one.</param>
    /// <returns>False when the instrument is unknown or nothing rests at this price.</returns>
    public bool TryGetLevel(uint securityId, Side side, long price, out PriceLevel level)
    {
        level = default;
        if (!TryFind(securityId, out Instrument? instrument)
            || !instrument!.TryGetTicks(price, out long ticks)
            || instrument.Book.SideOf(side).Find(ticks) is var index && index == Pool<Level>.None)
            return false;
        level = ViewOf(instrument, index);
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>Levels of a side, best first; none when the instrument is unknown.</summary>
    /// <param name="securityId">The instrument.</param>
    /// <param name="side">The side.</param>
    /// <param name="maxLevels">At most so many, 0 and up.</param>
    public IReadOnlyList<PriceLevel> GetLevels(uint securityId, Side side, int maxLevels = int.MaxValue)
    {
        List<PriceLevel> levels = [];
        if (!TryFind(securityId, out Instrument? instrument))
            return levels;
        BookSide bookSide = instrument!.Book.SideOf(side);
        for (int rank = 0; rank < bookSide.Count && rank < maxLevels; rank++)
            levels.Add(ViewOf(instrument, bookSide.LevelAt(rank)));
        GC.KeepAlive(this);
        return levels;
    }

    /// <summary>
    /// Displayed orders of a side in order of priority; none when the instrument is unknown.
    /// </summary>
    public IReadOnlyList<RestingOrder> GetOrders(uint securityId, Side side) =>
        TryFind(securityId, out Instrument? instrument) ? OrdersOf(instrument!.Book.SideOf(side)) : [];

    /// <summary>
    /// Hidden orders of a side, best price first, then first come first; none when the instrument is unknown.
    /// </summary>
    public IReadOnlyList<RestingOrder> GetHiddenOrders(uint securityId, Side side) =>
        TryFind(securityId, out Instrument? instrument) ? OrdersOf(instrument!.Hidden?.SideOf(side)) : [];

    /// <summary>
    /// Stops of a side that wait, the one that the market reaches first first; none when the instrument is unknown.
    /// </summary>
    public IReadOnlyList<RestingOrder> GetStops(uint securityId, Side side) =>
        TryFind(securityId, out Instrument? instrument)
            ? OrdersOf(instrument!.Stops?.SideOf(StopTriggers.WaitingSideOf(side)))
            : [];

    private List<RestingOrder> OrdersOf(BookSide? side)
    {
        List<RestingOrder> orders = [];
        for (int rank = 0; rank < (side?.Count ?? 0); rank++)
            AddQueue(orders, side!.LevelAt(rank));
        GC.KeepAlive(this);
        return orders;
    }

    /// <summary>
    /// Displayed orders at one price of a side, which may be off tick by now, in order of priority; none when there is
    /// no such level.
    /// </summary>
    /// <param name="securityId">The instrument.</param>
    /// <param name="side">The side.</param>
    /// <param name="price">Price in units of 10^-8.</param>
    public IReadOnlyList<RestingOrder> GetOrders(uint securityId, Side side, long price)
    {
        List<RestingOrder> orders = [];
        if (TryFind(securityId, out Instrument? instrument)
            && instrument!.TryGetTicks(price, out long ticks)
            && instrument.Book.SideOf(side).Find(ticks) is var level && level != Pool<Level>.None)
            AddQueue(orders, level);
        GC.KeepAlive(this);
        return orders;
    }

    /// <summary>An open order by its id.</summary>
    /// <returns>False when no order with this id is open.</returns>
    public bool TryGetOrder(ulong orderId, out RestingOrder order)
    {
        order = default;
        if (!_state.OrderIndex.TryGet(orderId, out int index))
            return false;
        order = ViewOf(index);
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>A session by its id.</summary>
    /// <returns>False when it was never negotiated.</returns>
    public bool TryGetSession(uint sessionId, out SessionInfo session)
    {
        int index = _state.Sessions.IndexOf(sessionId);
        session = index == SessionTable.None ? default : ViewOf(_state.Sessions[index]);
        return index != SessionTable.None;
    }

    /// <summary>All sessions, in order of their first negotiation.</summary>
    public IReadOnlyList<SessionInfo> GetSessions()
    {
        List<SessionInfo> sessions = new(_state.Sessions.Count);
        for (int i = 0; i < _state.Sessions.Count; i++)
            sessions.Add(ViewOf(_state.Sessions[i]));
        return sessions;
    }

    /// <summary>All instruments, in order of definition.</summary>
    public IReadOnlyList<InstrumentInfo> GetInstruments()
    {
        List<InstrumentInfo> instruments = new(_state.Instruments.Count);
        for (int i = 0; i < _state.Instruments.Count; i++)
            instruments.Add(ViewOf(_state.Instruments[i]));
        return instruments;
    }

    private bool TryFind(uint securityId, out Instrument? instrument) =>
        _state.Instruments.TryFind(securityId, out instrument);

    private void AddQueue(List<RestingOrder> orders, int level)
    {
        for (int at = _state.Levels[level].Head; at != Pool<Order>.None; at = _state.Orders[at].Next)
            orders.Add(ViewOf(at));
    }

    private PriceLevel ViewOf(Instrument instrument, int levelIndex)
    {
        ref Level level = ref _state.Levels[levelIndex];
        return new PriceLevel(
            instrument.PriceOf(level.PriceTicks), instrument.QuantityOf(level.Lots), level.OrderCount);
    }

    private RestingOrder ViewOf(int orderIndex)
    {
        Instrument instrument = RestingOrders.InstrumentOf(_state, orderIndex);
        WorkingOrder total = RestingOrders.Total(_state, orderIndex);
        ref readonly OrderTerms terms = ref total.Terms;
        ref Order order = ref _state.Orders[orderIndex];
        bool isStop = order.HasDetails && _state.Details[orderIndex].Has(OrderFeatures.Stop);
        return new RestingOrder(
            terms.OrderId,
            terms.ClOrdId,
            _state.Sessions[total.Owner.Session].SessionId,
            instrument.Terms.SecurityId,
            total.Owner.Side,
            instrument.PriceOf(total.PriceTicks),
            instrument.QuantityOf(terms.OrderLots),
            instrument.QuantityOf(terms.CumLots),
            instrument.QuantityOf(terms.LeavesLots),
            instrument.QuantityOf(RestingOrders.ShownLotsOf(_state, orderIndex)),
            isStop ? instrument.PriceOf(_state.Levels[order.Level].PriceTicks) : 0);
    }

    private static SessionInfo ViewOf(Session session) => new(
        session.SessionId,
        session.SessionVerId,
        session.LastIncomingSeqNo,
        session.NextOutgoingSeqNo,
        session.OpenOrderCount,
        session.ClientOrderIds.Count);

    private static InstrumentInfo ViewOf(Instrument instrument)
    {
        InstrumentTerms terms = instrument.Terms;
        Span<byte> symbol = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(symbol, terms.SymbolLow);
        BinaryPrimitives.WriteUInt64LittleEndian(symbol[8..], terms.SymbolHigh);
        return new InstrumentInfo(
            terms.SecurityId,
            Encoding.ASCII.GetString(symbol.TrimEnd((byte)0)),
            terms.MinPriceIncrement,
            terms.RoundLot,
            terms.MinTradeVol,
            terms.MaxTradeVol,
            terms.LowLimitPrice,
            terms.HighLimitPrice,
            terms.MaxOpenOrders,
            instrument.OpenOrderCount);
    }

    /// <summary>What the books hold of memory.</summary>
    public BookMemory GetBookMemory()
    {
        BookMemory memory = new(_state.Orders.UsedBytes, _state.Levels.UsedBytes, _state.PriceNodes.UsedBytes);
        GC.KeepAlive(this);
        return memory;
    }
}
