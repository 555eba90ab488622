using System.Runtime.CompilerServices;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// Turns what happened to orders into what is displayed: keeps the displayed orders and levels, and notes each change.
/// Hidden orders and stops that wait are not known here, which is how they are told from the others.
/// </summary>
internal sealed class OrderFlow
{
    private readonly FeedInstrumentTable _instruments;
    private readonly CommandChanges _changes;
    private readonly DisplayedOrderTable _orders;
    private WorkingOrder _working;
    private ExecutionReportTradeBlock _maker;

    public OrderFlow(FeedInstrumentTable instruments, CommandChanges changes, int expectedOrders)
    {
        _instruments = instruments;
        _changes = changes;
        _orders = new DisplayedOrderTable(expectedOrders);
    }

    public void OnNew(in ExecutionReportNewBlock report)
    {
        FeedInstrument instrument = InstrumentOf(report.SecurityID);
        _working = new WorkingOrder
        {
            OrderId = report.OrderID,
            Instrument = instrument.Index,
            Side = report.Side,
            Price = report.Price,
            LeavesQuantity = report.LeavesQty,
            DisplayLimit = report.DisplayQty,
        };
    }

    /// <summary>The two sides of a trade come one after the other, the maker's first.</summary>
    public void OnTrade(in ExecutionReportTradeBlock report)
    {
        if (report.AggressorIndicator == AggressorIndicator.Maker)
        {
            _maker = report;
            return;
        }
        FeedInstrument instrument = InstrumentOf(report.SecurityID);
        _changes.Touch(instrument);
        LeaveOldPlace();
        ExecuteMaker(instrument, report.Side);
        Note(ref _changes.AddFill(instrument), instrument, in report);
        instrument.Statistics.Add(report.TrdMatchID, report.LastPx, report.LastQty);
        instrument.HasNewStatistics = true;
        _working.LeavesQuantity = report.LeavesQty;
        if (report.LeavesQty == 0)
            _working.OrderId = 0;
    }

    public void OnCanceled(in ExecutionReportCanceledBlock report)
    {
        if (report.OrderID == _working.OrderId)
            _working.OrderId = 0;
        ref DisplayedOrder order = ref _orders.Find(report.OrderID);
        if (!Unsafe.IsNullRef(ref order))
            Delete(ref order);
    }

    public void OnReplaced(in ExecutionReportReplacedBlock report)
    {
        ref DisplayedOrder order = ref _orders.Find(report.OrderID);
        bool isDisplayed = !Unsafe.IsNullRef(ref order);
        if (report.PriorityIndicator == PriorityIndicator.PriorityUnchanged)
        {
            // What an iceberg loses it loses from its reserve first.
            if (isDisplayed)
                Reduce(ref order, Math.Min(order.Quantity, report.LeavesQty));
            return;
        }
        _working = new WorkingOrder
        {
            OrderId = report.OrderID,
            Instrument = InstrumentOf(report.SecurityID).Index,
            Side = report.Side,
            Price = report.Price,
            LeavesQuantity = report.LeavesQty,
            // An iceberg says what it shows when it rests.
            DisplayLimit = isDisplayed ? long.MaxValue : 0,
        };
    }

    public void OnRestated(in ExecutionReportRestatedBlock report)
    {
        bool isWorking = report.OrderID == _working.OrderId;
        switch (report.ExecRestatementReason)
        {
            case ExecRestatementReason.Triggered:
                BeginTriggered(in report);
                break;
            case ExecRestatementReason.RepricingOfOrder:
                _working.Price = report.Price;
                break;
            case ExecRestatementReason.DisplayRefreshed when isWorking:
                _working.LeavesQuantity = report.LeavesQty;
                _working.DisplayLimit = report.DisplayQty;
                break;
            case ExecRestatementReason.DisplayRefreshed:
                FeedInstrument instrument = InstrumentOf(report.SecurityID);
                Display(instrument, report.OrderID, report.Side, report.Price, report.DisplayQty);
                break;
            case ExecRestatementReason.PartialDeclineOfOrderQty when isWorking:
                _working.LeavesQuantity = report.LeavesQty;
                break;
            case ExecRestatementReason.PartialDeclineOfOrderQty:
                ref DisplayedOrder order = ref _orders.Find(report.OrderID);
                if (!Unsafe.IsNullRef(ref order))
                    Reduce(ref order, report.DisplayQty);
                break;
        }
    }

    /// <summary>The order on its way has come to rest, if there is one: the command ends, or a stop has its turn.</summary>
    public void Rest()
    {
        if (_working.OrderId == 0)
            return;
        ulong orderId = _working.OrderId;
        _working.OrderId = 0;
        long shown = _working.DisplayedQuantity;
        if (shown == 0)
            return;
        FeedInstrument instrument = _instruments[_working.Instrument];
        ref DisplayedOrder old = ref _orders.Find(orderId);
        if (Unsafe.IsNullRef(ref old))
            Display(instrument, orderId, _working.Side, _working.Price, shown);
        else
            Move(instrument, ref old, _working.Price, shown);
    }

    private void BeginTriggered(in ExecutionReportRestatedBlock report)
    {
        if (report.OrderID != _working.OrderId)
            Rest();
        _working = new WorkingOrder
        {
            OrderId = report.OrderID,
            Instrument = InstrumentOf(report.SecurityID).Index,
            Side = report.Side,
            Price = report.Price,
            LeavesQuantity = report.LeavesQty,
            DisplayLimit = report.DisplayQty,
        };
    }

    // A replaced order that trades on its way is not where it was any more.
    private void LeaveOldPlace()
    {
        if (_working.OrderId == 0)
            return;
        ref DisplayedOrder order = ref _orders.Find(_working.OrderId);
        if (!Unsafe.IsNullRef(ref order))
            Delete(ref order);
    }

    private void ExecuteMaker(FeedInstrument instrument, Side aggressor)
    {
        OrderChange change = new()
        {
            Kind = OrderChangeKind.HiddenExecuted,
            IsBuy = aggressor == Side.Buy,
            Instrument = instrument.Index,
            OrderId = _maker.OrderID,
            TrdMatchId = _maker.TrdMatchID,
            Price = _maker.LastPx,
            Quantity = _maker.LastQty,
        };
        ref DisplayedOrder order = ref _orders.Find(_maker.OrderID);
        if (!Unsafe.IsNullRef(ref order))
        {
            order.Quantity -= _maker.LastQty;
            change.Kind = OrderChangeKind.Executed;
            change.LeavesQuantity = order.Quantity;
            instrument.SideOf(order.Side).Change(order.Price, -_maker.LastQty, order.Quantity == 0 ? -1 : 0);
            if (order.Quantity == 0)
                _orders.Remove(ref order);
        }
        _changes.Add(instrument, in change);
    }

    private void Note(ref FillBlock fill, FeedInstrument instrument, in ExecutionReportTradeBlock taker)
    {
        fill.SecurityID = instrument.SecurityId;
        fill.AggressorSide = taker.Side == Side.Buy ? AggressorSide.Buy : AggressorSide.Sell;
        fill.TrdMatchID = taker.TrdMatchID;
        fill.LastPx = taker.LastPx;
        fill.LastQty = taker.LastQty;
        fill.Maker = SideOf(in _maker);
        fill.Taker = SideOf(in taker);
    }

    private static FillSideBlock SideOf(in ExecutionReportTradeBlock report) => new()
    {
        OrderID = report.OrderID,
        ClOrdID = report.ClOrdID,
        ExecID = report.ExecID,
        LeavesQty = report.LeavesQty,
        CumQty = report.CumQty,
        SessionID = report.SessionID,
    };

    private void Display(FeedInstrument instrument, ulong orderId, Side side, long price, long quantity)
    {
        _changes.Touch(instrument);
        DisplayedOrder order = new()
        {
            OrderId = orderId,
            Price = price,
            Quantity = quantity,
            Instrument = instrument.Index,
            Side = side,
        };
        _orders.Add(in order);
        instrument.SideOf(side).Change(price, quantity, orders: 1);
        Note(instrument, in order, OrderChangeKind.Added);
    }

    private void Move(FeedInstrument instrument, ref DisplayedOrder order, long price, long quantity)
    {
        _changes.Touch(instrument);
        BookSideLevels side = instrument.SideOf(order.Side);
        side.Change(order.Price, -order.Quantity, orders: -1);
        order.Price = price;
        order.Quantity = quantity;
        side.Change(price, quantity, orders: 1);
        Note(instrument, in order, OrderChangeKind.Replaced);
    }

    private void Reduce(ref DisplayedOrder order, long quantity)
    {
        if (quantity == order.Quantity)
            return;
        FeedInstrument instrument = _instruments[order.Instrument];
        _changes.Touch(instrument);
        instrument.SideOf(order.Side).Change(order.Price, quantity - order.Quantity, orders: 0);
        order.Quantity = quantity;
        Note(instrument, in order, OrderChangeKind.Reduced);
    }

    private void Delete(ref DisplayedOrder order)
    {
        FeedInstrument instrument = _instruments[order.Instrument];
        _changes.Touch(instrument);
        instrument.SideOf(order.Side).Change(order.Price, -order.Quantity, orders: -1);
        Note(instrument, in order, OrderChangeKind.Deleted);
        _orders.Remove(ref order);
    }

    private void Note(FeedInstrument instrument, in DisplayedOrder order, OrderChangeKind kind)
    {
        OrderChange change = new()
        {
            Kind = kind,
            IsBuy = order.Side == Side.Buy,
            Instrument = instrument.Index,
            OrderId = order.OrderId,
            Price = order.Price,
            Quantity = order.Quantity,
            LeavesQuantity = order.Quantity,
        };
        _changes.Add(instrument, in change);
    }

    private FeedInstrument InstrumentOf(uint securityId) =>
        _instruments.TryFind(securityId, out FeedInstrument? instrument)
            ? instrument
            : throw new InvalidOperationException(
                $"An event names instrument {securityId}, of which no definition was seen.");
}
