using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <content>Accounts, limits and values. What is open is counted anew each time.</content>
internal sealed partial class ModelEngine
{
    private sealed class ModelExposure
    {
        public Int128 Position { get; set; }

        public long MaxPosition { get; set; }

        public long MaxOpenValue { get; set; }
    }

    private readonly Dictionary<(uint Account, uint Security), ModelExposure> _exposures = [];
    private readonly HashSet<uint> _blockedAccounts = [];
    private bool _isVenueBlocked;

    private ModelInstrument? Named(uint security) =>
        _instruments.TryGetValue(security, out ModelInstrument? i) && !i.IsGone ? i : null;

    private ModelExposure ExposureOf(uint account, uint security)
    {
        if (!_exposures.TryGetValue((account, security), out ModelExposure? exposure))
            _exposures[(account, security)] = exposure = new ModelExposure();
        return exposure;
    }

    private bool IsBlocked(ModelSession session, uint account) =>
        _isVenueBlocked || session.IsBlocked || _blockedAccounts.Contains(account);

    private void Book(ModelOrder order, long quantity)
    {
        if (order.Account > 0)
            ExposureOf(order.Account, order.Instrument.Id).Position += order.Side == Side.Buy ? quantity : -quantity;
    }

    private static bool IsValueAllowed(ModelInstrument i, long price, long quantity)
    {
        Int128 value = (Int128)price * quantity;
        return value >= (Int128)i.Rules.MinOrderValue * 100_000_000
            && (i.Rules.MaxOrderValue == 0 || value <= (Int128)i.Rules.MaxOrderValue * 100_000_000);
    }

    private IEnumerable<ModelOrder> OpenOf(ModelOrder like) =>
        _open.Where(o => o.Account == like.Account && o.Instrument == like.Instrument);

    private bool IsPositionAllowed(ModelOrder order, long more)
    {
        if (!_exposures.TryGetValue((order.Account, order.Instrument.Id), out ModelExposure? e) || e.MaxPosition == 0)
            return true;
        Int128 position = order.Side == Side.Buy ? e.Position : -e.Position;
        return position + OpenOf(order).Where(o => o.Side == order.Side).Sum(o => o.Left) + more <= e.MaxPosition;
    }

    private bool IsOpenValueAllowed(ModelOrder order, Int128 more)
    {
        if (!_exposures.TryGetValue((order.Account, order.Instrument.Id), out ModelExposure? e) || e.MaxOpenValue == 0)
            return true;
        Int128 open = 0;
        foreach (ModelOrder o in OpenOf(order))
            open += ValueOf(o);
        return open + more <= (Int128)e.MaxOpenValue * 100_000_000;
    }

    private static Int128 ValueOf(ModelOrder o) => (Int128)(o.Price > 0 ? o.Price : o.StopPx) * o.Left;

    // Whether a level is there, or may be added; one that the order leaves empty counts as gone.
    private bool HasLevelFor(ModelOrder order, long price, ModelOrder? leaving)
    {
        uint limit = order.Instrument.Rules.MaxPriceLevels;
        IEnumerable<ModelOrder> inTheBook = _open.Where(o => !o.Waits && o.Instrument == order.Instrument);
        List<(Side, bool, long)> all = [.. inTheBook.Select(o => (o.Side, o.IsHidden, o.Price))];
        bool leavesAlone = leaving is not null
            && all.Count(l => l == (leaving.Side, leaving.IsHidden, leaving.Price)) == 1;
        return limit == 0 || leavesAlone || all.Distinct().Count() < limit
            || all.Contains((order.Side, order.IsHidden, price));
    }
}
