using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Which orders a mass cancel is for: those that every condition holds for that is given.</summary>
internal struct OrderFilter()
{
    /// <summary>Index of a session; -1 for any.</summary>
    public int Session = SessionTable.None;

    /// <summary>Index of an instrument; -1 for any.</summary>
    public int Instrument = -1;

    /// <summary>An account; 0 for any.</summary>
    public uint Account;

    /// <summary>A side; 0 for any.</summary>
    public Side Side;

    /// <summary>Whether only day orders are meant.</summary>
    public bool IsForDayOrders;

    public readonly bool Holds(CoreState state, int orderIndex)
    {
        ref Order order = ref state.Orders[orderIndex];
        uint account = order.HasDetails ? state.Details[orderIndex].Account : 0;
        bool isDay = order.HasDetails && state.Details[orderIndex].Has(OrderFeatures.Day);
        return (Session == SessionTable.None || order.Session == Session)
            && (Instrument < 0 || state.Levels[order.Level].Instrument == Instrument)
            && (Account == 0 || account == Account)
            && (Side == 0 || RestingOrders.OwnerOf(state, orderIndex).Side == Side)
            && (!IsForDayOrders || isDay);
    }
}
