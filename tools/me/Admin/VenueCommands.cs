using System.CommandLine;
using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.Tools.CommandLine;

namespace MatchingEngine.Tools.Admin;

/// <summary>What operators command about sessions, accounts and the venue as a whole.</summary>
internal static class VenueCommands
{
    private static readonly Dictionary<string, CancelOnDisconnect> OnDisconnect = new()
    {
        ["none"] = CancelOnDisconnect.None,
        ["allOrders"] = CancelOnDisconnect.AllOrders,
        ["dayOrders"] = CancelOnDisconnect.DayOrders,
    };

    private static readonly Dictionary<string, Side?> Sides = new() { ["buy"] = Side.Buy, ["sell"] = Side.Sell };

    public static IEnumerable<Command> Make()
    {
        yield return Session();
        yield return Block(
            "block", "Kill switch: cancels all orders of a session, an account or the venue, and takes no more.",
            TradingBlockAction.Block);
        yield return Block(
            "unblock", "Releases a kill switch: orders are taken again; nothing comes back.",
            TradingBlockAction.Release);
        yield return Cancel();
        yield return Close();
    }

    private static Command Session()
    {
        Option<uint> session = CommonOptions.RequiredId("--session", "The session that is to be changed.");
        Option<uint> orders = CommonOptions.Bounded(
            "--max-open-orders", "Orders that it may have open; 0 for no limit of its own.", 0u, 0u, uint.MaxValue);
        Option<CancelOnDisconnect> onDisconnect = CommonOptions.Word(
            "--cancel-on-disconnect", "Which of its orders end with its connection.", OnDisconnect);
        return AdminConnection.Make(
            "session", "Sets what a session may do, all at once: what is left out is off.", parsed =>
            {
                var block = new SessionSettingsBlock
                {
                    TargetSessionID = parsed.GetValue(session),
                    MaxOpenOrders = parsed.GetValue(orders),
                    CancelOnDisconnect = parsed.GetValue(onDisconnect),
                };
                return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
            }, session, orders, onDisconnect);
    }

    private static Command Block(string name, string description, TradingBlockAction action)
    {
        Option<uint?> session = CommonOptions.Id("--session", "The session.");
        Option<uint?> account = CommonOptions.Id("--account", "The account.");
        Option<bool> venue = new("--venue") { Description = "The whole venue." };
        return AdminConnection.Make(name, description, parsed =>
        {
            (uint? ofSession, uint? ofAccount) = (parsed.GetValue(session), parsed.GetValue(account));
            bool isVenue = parsed.GetValue(venue);
            int named = (ofSession is null ? 0 : 1) + (ofAccount is null ? 0 : 1) + (isVenue ? 1 : 0);
            if (named != 1)
                throw new ArgumentException("Name one of --session, --account and --venue.");
            var block = new TradingBlockBlock
            {
                BlockedID = ofSession ?? ofAccount ?? 0,
                TradingBlockScope = isVenue ? TradingBlockScope.Venue
                    : ofSession is null ? TradingBlockScope.Account : TradingBlockScope.Session,
                TradingBlockAction = action,
            };
            return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
        }, session, account, venue);
    }

    private static Command Cancel()
    {
        Option<uint?> security = CommonOptions.Id("--security", "Orders in this instrument.");
        Option<uint?> session = CommonOptions.Id("--session", "Orders of this session.");
        Option<uint?> account = CommonOptions.Id("--account", "Orders of this account.");
        Option<Side?> side = CommonOptions.Word("--side", "Orders of this side.", Sides);
        Option<bool> all = new("--all") { Description = "All orders of the venue." };
        return AdminConnection.Make("cancel", "Cancels all orders that every condition given holds for.", parsed =>
        {
            var block = new OrderMassActionBlock
            {
                SecurityID = parsed.GetValue(security) ?? 0,
                TargetSessionID = parsed.GetValue(session) ?? 0,
                Account = parsed.GetValue(account) ?? 0,
                Side = parsed.GetValue(side) ?? 0,
            };
            bool isForAll = (block.SecurityID | block.TargetSessionID | block.Account) == 0 && block.Side == 0;
            if (isForAll != parsed.GetValue(all))
                throw new ArgumentException("Give a condition, or --all for every order of the venue; not both.");
            return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
        }, security, session, account, side, all);
    }

    private static Command Close()
    {
        Option<uint?> security = CommonOptions.Id("--security", "Of this instrument alone. Default: of all.");
        return AdminConnection.Make("close", "Ends the trading date: day orders end.", parsed =>
        {
            var block = new TradingSessionClosedBlock { SecurityID = parsed.GetValue(security) ?? 0 };
            return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
        }, security);
    }
}
