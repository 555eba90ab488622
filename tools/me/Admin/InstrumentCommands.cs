using System.CommandLine;
using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Admin;

/// <summary>What operators command about instruments.</summary>
internal static class InstrumentCommands
{
    private static readonly InstrumentEntry Usual = new(1, "USUAL");

    public static IEnumerable<Command> Make()
    {
        yield return Define();
        yield return Status("halt", "Halts an instrument: orders stay, none enters, none trades.",
            SecurityTradingStatus.TradingHalt);
        yield return Status("resume", "Lets a halted instrument trade again.", SecurityTradingStatus.ReadyToTrade);
        yield return Status("delist", "Takes an instrument away for good: its orders end, its id is not given again.",
            SecurityTradingStatus.NotAvailableForTrading);
        yield return Tick();
        yield return Rules();
        yield return Account();
    }

    private static Command Define()
    {
        Option<uint> security = CommonOptions.RequiredId("--security", "Its id.");
        Option<string> symbol = new("--symbol")
        {
            Description = "Its symbol, 1 to 16 ASCII characters.",
            Required = true,
            HelpName = "TEXT",
        };
        Option<decimal> tick = Price("--min-price-increment", "Its tick.", Usual.MinPriceIncrement);
        Option<long> lot = Whole("--round-lot", "Its lot.", Usual.RoundLot);
        Option<long> minimum = Whole("--min-trade-vol", "Smallest quantity of an order.", Usual.MinTradeVol);
        Option<long> maximum = Whole("--max-trade-vol", "Largest quantity of an order.", Usual.MaxTradeVol);
        Option<decimal> low = Price("--low-limit-price", "Lowest price of an order.", Usual.LowLimitPrice);
        Option<decimal> high = Price("--high-limit-price", "Highest price of an order.", Usual.HighLimitPrice);
        Option<uint> orders = CommonOptions.Bounded(
            "--max-open-orders", "Orders that its book can hold.", Usual.MaxOpenOrders, 1u, uint.MaxValue);
        return AdminConnection.Make("define", "Adds an instrument.", parsed =>
        {
            var instrument = new InstrumentEntry(
                parsed.GetValue(security),
                parsed.GetValue(symbol)!,
                parsed.GetValue(tick),
                parsed.GetValue(lot),
                parsed.GetValue(minimum),
                parsed.GetValue(maximum),
                parsed.GetValue(low),
                parsed.GetValue(high),
                parsed.GetValue(orders));
            SecurityDefinitionBlock block = default;
            instrument.Fill(ref block);
            return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
        }, security, symbol, tick, lot, minimum, maximum, low, high, orders);
    }

    private static Command Status(string name, string description, SecurityTradingStatus status)
    {
        Option<uint> security = CommonOptions.RequiredId("--security", "The instrument.");
        return AdminConnection.Make(name, description, parsed =>
        {
            var block = new SecurityStatusBlock
            {
                SecurityID = parsed.GetValue(security),
                SecurityTradingStatus = status,
            };
            return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
        }, security);
    }

    private static Command Tick()
    {
        Option<uint> security = CommonOptions.RequiredId("--security", "The instrument.");
        Option<decimal> from = Price("--from", "Price from which on the increment holds.", 0);
        Option<decimal> increment = Price("--increment", "Prices are multiples of this; 0 takes the row away.", 0);
        increment.Required = true;
        increment.DefaultValueFactory = null;
        return AdminConnection.Make("tick", "Sets a row of the tick table, or takes one away.", parsed =>
        {
            var block = new TickRuleBlock
            {
                SecurityID = parsed.GetValue(security),
                StartTickPriceRange = PriceText.MantissaOf(parsed.GetValue(from), "--from"),
                TickIncrement = PriceText.MantissaOf(parsed.GetValue(increment), "--increment"),
            };
            return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
        }, security, from, increment);
    }

    private static Command Rules()
    {
        Option<uint> security = CommonOptions.RequiredId("--security", "The instrument.");
        Option<uint> levels = CommonOptions.Bounded(
            "--max-price-levels", "Price levels that its book may have.", 0u, 0u, uint.MaxValue);
        Option<decimal> protection = Price(
            "--market-protection", "How far from the best opposite price a market order trades.", 0);
        Option<decimal> collar = Price("--price-collar", "How far from the last trade an order trades.", 0);
        Option<decimal> reference = Price(
            "--reference-price", "What the collar is around before the first trade.", 0);
        Option<long> minimum = Whole("--min-order-value", "Smallest price times quantity of an order.", 0);
        Option<long> maximum = Whole("--max-order-value", "Largest price times quantity of an order.", 0);
        return AdminConnection.Make(
            "rules", "Sets the trading rules of an instrument, all at once: 0, and what is left out, is off.", parsed =>
            {
                var block = new SecuritySettingsBlock
                {
                    SecurityID = parsed.GetValue(security),
                    MaxPriceLevels = parsed.GetValue(levels),
                    MarketProtection = PriceText.MantissaOf(parsed.GetValue(protection), "--market-protection"),
                    PriceCollar = PriceText.MantissaOf(parsed.GetValue(collar), "--price-collar"),
                    ReferencePrice = PriceText.MantissaOf(parsed.GetValue(reference), "--reference-price"),
                    MinOrderValue = parsed.GetValue(minimum),
                    MaxOrderValue = parsed.GetValue(maximum),
                };
                return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
            }, security, levels, protection, collar, reference, minimum, maximum);
    }

    private static Command Account()
    {
        Option<uint> account = CommonOptions.RequiredId("--account", "The account.");
        Option<uint> security = CommonOptions.RequiredId("--security", "The instrument that the limits hold in.");
        Option<long> position = Whole("--max-position", "Largest position, open orders included.", 0);
        Option<long> value = Whole("--max-open-value", "Largest sum of price times quantity of open orders.", 0);
        return AdminConnection.Make(
            "account",
            "Sets the limits of an account in an instrument: 0, and what is left out, is no limit.",
            parsed =>
            {
                var block = new AccountLimitsBlock
                {
                    Account = parsed.GetValue(account),
                    SecurityID = parsed.GetValue(security),
                    MaxPosition = parsed.GetValue(position),
                    MaxOpenValue = parsed.GetValue(value),
                };
                return (OrderEntryClient client, out uint number) => client.TrySend(in block, out number);
            }, account, security, position, value);
    }

    private static Option<decimal> Price(string name, string description, decimal value) =>
        CommonOptions.Bounded(name, description, value, 0m, decimal.MaxValue);

    private static Option<long> Whole(string name, string description, long value) =>
        CommonOptions.Bounded(name, description, value, 0, long.MaxValue);
}
