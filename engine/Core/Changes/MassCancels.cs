using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Cancels many orders in one command, in order of entry.</summary>
internal static class MassCancels
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, int session, in OrderMassCancelRequestBlock cancel)
        where TSink : struct, IEventSink
    {
        Request request = new(session, cancel.MsgSeqNum, cancel.ClOrdID);
        OrderFilter filter = new() { Session = session, Account = cancel.Account, Side = cancel.Side };
        MassCancelRejectReason reason = MassCancelRejectReason.NULL_VALUE;
        if (cancel.ClOrdID == 0)
            reason = MassCancelRejectReason.InvalidClOrdID;
        else if (!TryName(state, cancel.SecurityID, ref filter))
            reason = MassCancelRejectReason.InvalidOrUnknownSecurity;
        else if (cancel.Side is not (0 or Side.Buy or Side.Sell))
            reason = MassCancelRejectReason.InvalidSide;
        int canceled = reason == MassCancelRejectReason.NULL_VALUE
            ? Run(state, ref sink, in request, in filter, CancelReason.MassCancel)
            : 0;
        MassCancelReports.Write(state, ref sink, in request, cancel.SecurityID, canceled, reason);
    }

    /// <summary>Has the filter mean one instrument, or any when 0 is given.</summary>
    /// <returns>False when there is no such instrument.</returns>
    public static bool TryName(CoreState state, uint securityId, ref OrderFilter filter)
    {
        if (securityId == 0)
            return true;
        if (!state.Instruments.TryFind(securityId, out Instrument? instrument))
            return false;
        filter.Instrument = instrument.Index;
        return true;
    }

    /// <returns>How many orders were cancelled.</returns>
    public static int Run<TSink>(
        CoreState state, ref TSink sink, in Request request, in OrderFilter filter, CancelReason reason)
        where TSink : struct, IEventSink
    {
        OrderSelection selection = state.Selection;
        selection.Clear();
        if (filter.Session != SessionTable.None)
            SelectOfSession(state, in filter, selection);
        else
            SelectOfBooks(state, in filter, selection);
        selection.SortByEntry();
        for (int i = 0; i < selection.Count; i++)
            OrderEnd.Unasked(state, ref sink, in request, selection[i], reason);
        return selection.Count;
    }

    private static void SelectOfSession(CoreState state, in OrderFilter filter, OrderSelection selection)
    {
        ClientOrderIds ids = state.Sessions[filter.Session].ClientOrderIds;
        int position = 0;
        while (ids.TryNextOpen(ref position, out int orderIndex))
            Select(state, in filter, selection, orderIndex);
    }

    private static void SelectOfBooks(CoreState state, in OrderFilter filter, OrderSelection selection)
    {
        int first = filter.Instrument < 0 ? 0 : filter.Instrument;
        int end = filter.Instrument < 0 ? state.Instruments.Count : filter.Instrument + 1;
        for (int i = first; i < end; i++)
        {
            Instrument instrument = state.Instruments[i];
            SelectOfBook(state, in filter, selection, instrument.Book);
            SelectOfBook(state, in filter, selection, instrument.Hidden);
            SelectOfBook(state, in filter, selection, instrument.Stops);
        }
    }

    private static void SelectOfBook(
        CoreState state, in OrderFilter filter, OrderSelection selection, OrderBook? book)
    {
        if (book is null)
            return;
        SelectOfSide(state, in filter, selection, book.Bids);
        SelectOfSide(state, in filter, selection, book.Offers);
    }

    private static void SelectOfSide(CoreState state, in OrderFilter filter, OrderSelection selection, BookSide side)
    {
        for (int rank = 0; rank < side.Count; rank++)
        {
            int first = state.Levels[side.LevelAt(rank)].Head;
            for (int at = first; at != Pool<Order>.None; at = state.Orders[at].Next)
                Select(state, in filter, selection, at);
        }
    }

    private static void Select(CoreState state, in OrderFilter filter, OrderSelection selection, int orderIndex)
    {
        if (filter.Holds(state, orderIndex))
            selection.Add(state.Orders[orderIndex].Terms.OrderId, orderIndex);
    }
}
