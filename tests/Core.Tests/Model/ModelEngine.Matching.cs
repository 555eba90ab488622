using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <content>What an order does in the book, and what that sets off.</content>
internal sealed partial class ModelEngine
{
    // The order is in no list now; in the end it is in the list, or it is dead.
    private void Work(ModelOrder order)
    {
        long mustFill = order.TimeInForce == TimeInForce.FillOrKill ? order.Left : order.MinQty;
        order.MinQty = 0;
        if (mustFill > 0 && Fillable(order, mustFill) < mustFill)
        {
            Gone(order, order.TimeInForce == TimeInForce.FillOrKill
                ? CancelReason.FillOrKillNotMet : CancelReason.MinimumQuantityNotMet);
            return;
        }
        if (!Sweep(order) || order.Left == 0)
            return;
        if (!order.MayRest)
            Gone(order, CancelReason.ImmediateOrCancelRemainder);
        else if (NextMaker(_open, order) is not null)
            Gone(order, CancelReason.PriceCollar);
        else if (order.Type == OrdType.Market && order.Instrument.Rules.MarketProtection == 0)
            Gone(order, CancelReason.NoOppositeOrders);
        else
            Rest(order);
    }

    private void Rest(ModelOrder order)
    {
        if (order.Type != OrdType.Limit)
        {
            order.Type = OrdType.Limit;
            Restated(order, order.Shown, ExecRestatementReason.RepricingOfOrder);
        }
        order.Slice = order.Display > 0 ? Math.Min(order.Display, order.Left) : order.Left;
        order.Arrival = ++_arrivals;
        _open.Add(order);
        if (order.Display > 0)
            Restated(order, order.Slice, ExecRestatementReason.DisplayRefreshed);
    }

    // False when self-match prevention has ended it.
    private bool Sweep(ModelOrder taker)
    {
        long first = 0;
        long last = 0;
        bool goesOn = true;
        (Int128 Low, Int128 High) collar = CollarOf(taker.Instrument);
        while (goesOn && taker.Left > 0 && NextMaker(_open, taker) is ModelOrder maker
            && IsWithin(collar, taker, maker.Price))
        {
            if (Forbidden(taker, maker))
            {
                goesOn = Prevent(taker, maker);
                continue;
            }
            last = maker.Price;
            first = first == 0 ? last : first;
            Trade(taker, maker);
        }
        if (last > 0)
            AfterTrades(taker, first, last);
        return goesOn;
    }

    private void Trade(ModelOrder taker, ModelOrder maker)
    {
        long quantity = Math.Min(taker.Left, maker.Slice);
        ulong match = ++_lastMatch;
        maker.Executed += quantity;
        maker.Slice -= quantity;
        taker.Executed += quantity;
        Book(maker, quantity);
        Book(taker, quantity);
        _events.Trade(maker, taker, false, match, maker.Price, quantity, NumberFor(maker.Session));
        _events.Trade(taker, maker, true, match, maker.Price, quantity, NumberFor(taker.Session));
        if (maker.Left == 0)
            _open.Remove(maker);
        else if (maker.Slice == 0)
        {
            maker.Slice = Math.Min(maker.Display, maker.Left);
            maker.Arrival = ++_arrivals;
            Restated(maker, maker.Slice, ExecRestatementReason.DisplayRefreshed);
        }
    }

    private static bool Forbidden(ModelOrder taker, ModelOrder maker) =>
        taker.Instruction != SelfMatchPreventionInstruction.None && taker.Group == maker.Group;

    private bool Prevent(ModelOrder taker, ModelOrder maker)
    {
        switch (taker.Instruction)
        {
            case SelfMatchPreventionInstruction.CancelAggressive:
                Gone(taker, CancelReason.SelfMatchPrevention);
                return false;
            case SelfMatchPreventionInstruction.CancelPassive:
                Gone(maker, CancelReason.SelfMatchPrevention);
                return true;
            case SelfMatchPreventionInstruction.CancelAggressiveAndPassive:
                Gone(maker, CancelReason.SelfMatchPrevention);
                Gone(taker, CancelReason.SelfMatchPrevention);
                return false;
            default:
                long quantity = Math.Min(taker.Left, maker.Left);
                Decline(maker, quantity);
                bool takerEnds = taker.Left == quantity;
                Decline(taker, quantity);
                return !takerEnds;
        }
    }

    private void Decline(ModelOrder order, long quantity)
    {
        if (order.Left == quantity)
        {
            Gone(order, CancelReason.SelfMatchPrevention);
            return;
        }
        order.Total -= quantity;
        order.Slice = Math.Min(order.Slice, order.Left);
        bool isShown = _open.Contains(order) && !order.IsHidden;
        Restated(order, isShown ? order.Slice : 0, ExecRestatementReason.PartialDeclineOfOrderQty);
    }

    private void Restated(ModelOrder order, long shown, ExecRestatementReason reason) =>
        _events.Restated(order, order.Price, shown, NumberFor(order.Session), reason);

    private static ModelOrder? NextMaker(IEnumerable<ModelOrder> open, ModelOrder taker)
    {
        ModelOrder? best = null;
        foreach (ModelOrder maker in open)
        {
            if (maker.Waits || maker.Instrument != taker.Instrument || maker.Side == taker.Side)
                continue;
            if (taker.Side == Side.Buy ? maker.Price > taker.Price : maker.Price < taker.Price)
                continue;
            if (best is null || GoesBefore(maker, best))
                best = maker;
        }
        return best;
    }

    private static bool GoesBefore(ModelOrder a, ModelOrder b)
    {
        if (a.Price != b.Price)
            return a.Side == Side.Buy ? a.Price > b.Price : a.Price < b.Price;
        return a.IsHidden != b.IsHidden ? b.IsHidden : a.Arrival < b.Arrival;
    }

    // Plays it on copies and counts.
    private long Fillable(ModelOrder taker, long upTo)
    {
        List<ModelOrder> copies = [.. _open.Where(o => o.Instrument == taker.Instrument).Select(o => o.Copy())];
        long filled = 0;
        long arrival = _arrivals;
        (Int128 Low, Int128 High) collar = CollarOf(taker.Instrument);
        while (filled < upTo && NextMaker(copies, taker) is ModelOrder maker && IsWithin(collar, taker, maker.Price))
        {
            if (Forbidden(taker, maker))
            {
                if (taker.Instruction != SelfMatchPreventionInstruction.CancelPassive)
                    break;
                copies.Remove(maker);
                continue;
            }
            long quantity = Math.Min(upTo - filled, maker.Slice);
            filled += quantity;
            maker.Executed += quantity;
            maker.Slice -= quantity;
            if (maker.Left == 0)
                copies.Remove(maker);
            else if (maker.Slice == 0)
            {
                maker.Slice = Math.Min(maker.Display, maker.Left);
                maker.Arrival = ++arrival;
            }
        }
        return filled;
    }

    private long? BestOpposite(ModelOrder order)
    {
        long[] prices = [.. _open.Where(o => !o.Waits && o.Instrument == order.Instrument && o.Side != order.Side)
            .Select(o => o.Price)];
        return prices.Length == 0 ? null : order.Side == Side.Buy ? prices.Min() : prices.Max();
    }

    private long? MarketBound(ModelOrder order)
    {
        if (BestOpposite(order) is not long best)
            return null;
        if (order.Type == OrdType.MarketWithLeftOverAsLimit)
            return best;
        ModelInstrument i = order.Instrument;
        Int128 away = i.Rules.MarketProtection;
        if (away == 0)
            return order.Side == Side.Buy ? i.Limits.High : i.Limits.Low;
        long bound = order.Side == Side.Buy
            ? best + away > i.Highest ? i.Highest : i.Valid((long)(best + away), up: false)
            : best - away < i.Lowest ? i.Lowest : i.Valid((long)(best - away), up: true);
        return order.Side == Side.Buy ? bound >= best ? bound : null : bound <= best ? bound : null;
    }

    private static (Int128 Low, Int128 High) CollarOf(ModelInstrument i)
    {
        Int128 reference = i.LastTrade > 0 ? i.LastTrade : i.Rules.ReferencePrice;
        return i.Rules.PriceCollar == 0 || reference == 0
            ? (Int128.MinValue, Int128.MaxValue)
            : (reference - i.Rules.PriceCollar, reference + i.Rules.PriceCollar);
    }

    // Only on the side that the order moves the price to.
    private static bool IsWithin((Int128 Low, Int128 High) collar, ModelOrder taker, long price) =>
        taker.Side == Side.Buy ? price <= collar.High : price >= collar.Low;

    private long? SlidPrice(ModelOrder order)
    {
        (long lowest, long highest) = (order.Instrument.Lowest, order.Instrument.Highest);
        Int128 beside = (Int128)BestOpposite(order)!.Value + (order.Side == Side.Buy ? -1 : 1);
        if (beside < lowest || beside > highest)
            return null;
        long price = order.Instrument.Valid((long)beside, up: order.Side == Side.Sell);
        return price > highest ? null : price;
    }

    private void Slide(ModelOrder order)
    {
        if (order.ExecInst == 0 || NextMaker(_open, order) is null)
            return;
        order.Price = SlidPrice(order)!.Value;
        Restated(order, order.Shown, ExecRestatementReason.RepricingOfOrder);
    }

    private static bool IsReached(ModelOrder stop, long trade) =>
        trade > 0 && (stop.Side == Side.Buy ? trade >= stop.StopPx : trade <= stop.StopPx);

    private void AfterTrades(ModelOrder taker, long first, long last)
    {
        ModelInstrument instrument = taker.Instrument;
        instrument.LastTrade = last;
        FollowAll(instrument, first);
        ModelOrder[] stops = [.. _open.Where(o => o.Waits && o.Instrument == instrument)];
        bool up = taker.Side == Side.Buy;
        IEnumerable<ModelOrder> buys = stops.Where(o => o.Side == Side.Buy && IsReached(o, up ? last : first))
            .OrderBy(o => o.StopPx).ThenBy(o => o.Arrival);
        IEnumerable<ModelOrder> sells = stops.Where(o => o.Side == Side.Sell && IsReached(o, up ? first : last))
            .OrderByDescending(o => o.StopPx).ThenBy(o => o.Arrival);
        foreach (ModelOrder stop in up ? sells.Concat(buys) : buys.Concat(sells))
        {
            _open.Remove(stop);
            _triggered.Enqueue(stop);
        }
        if (last != first)
            FollowAll(instrument, last);
    }

    private void FollowAll(ModelInstrument instrument, long trade)
    {
        foreach (ModelOrder stop in _open.Where(o => o.Waits && o.Trail > 0 && o.Instrument == instrument)
            .OrderBy(o => o.OrderId))
            Follow(stop, trade);
    }

    private void Follow(ModelOrder stop, long trade)
    {
        bool buy = stop.Side == Side.Buy;
        (long from, long above) = stop.Given;
        Int128 too = (Int128)(buy ? from - trade : trade - from) - stop.Trail;
        if (too < stop.Step)
            return;
        long by = (long)too / stop.Step * stop.Step;
        long moved = stop.Instrument.Valid(buy ? from - by : from + by, up: buy);
        if (buy ? moved >= stop.StopPx : moved <= stop.StopPx)
            return;
        if (stop.Type == OrdType.StopLimit)
        {
            Int128 limit = Int128.Clamp((Int128)moved + above, stop.Instrument.Lowest, stop.Instrument.Highest);
            stop.Price = stop.Instrument.Valid((long)limit, up: buy);
        }
        stop.StopPx = moved;
        stop.Arrival = ++_arrivals;
    }

    private void FireTriggered()
    {
        while (_triggered.TryDequeue(out ModelOrder? order))
            Fire(order);
    }

    private void Fire(ModelOrder order)
    {
        order.Waits = false;
        order.Type = order.Type == OrdType.Stop ? OrdType.Market : OrdType.Limit;
        Restated(order, order.Shown, ExecRestatementReason.Triggered);
        if (order.Type == OrdType.Market && MarketBound(order) is null)
        {
            Gone(order, CancelReason.NoOppositeOrders);
            return;
        }
        if (order.Type == OrdType.Market)
            order.Price = MarketBound(order)!.Value;
        Work(order);
    }
}
