using System.Globalization;
using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>
/// Plays the files of Scenarios. A line is
/// <code>
/// # ...                    the rule that the scenario shows
/// > command                see ScenarioLine; "> 500 times S1 new c{i} ..." repeats it with i from 1 on,
///                          "> at 7 S1 new ..." gives it at second 7
/// count 12                 how many events the command before has; those listed below are then only its last ones
/// book 99 x 5 (2), 98 x 1 (1) | 101 x 7 (1)      price x quantity (orders) of instrument 1, best first, - for none
/// queue buy 100: #1 6, #4 2                      orders at a price, first come first, with what they have left
/// hidden sell: #2 5 @ 101                        hidden orders of a side in order of priority, - for none
/// stops buy: #3 5 @ 102                          stops of a side by stop price, the first to be reached first
/// anything else            one event, as EventText writes it
/// </code>
/// Instruments 1 and 2 (tick 0.01, lot 1, quantity up to 1,000,000, price up to 1,000,000) and sessions 1 to 3 are
/// there. What the core answers to a scenario is held against the model as well.
/// </summary>
public class ScenarioTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal)
        .Select(file => Path.GetFileNameWithoutExtension(file))];

    private readonly TestEngine _engine = new();
    private readonly ModelEngine _model = new(CoreLimits.Default);
    private readonly Queue<string> _events = new();
    private string[] _lines = [];
    private int _line;
    private long _timeNanos = 1_000_000;

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_goes_as_written(string name)
    {
        _lines = File.ReadAllLines(Path.Combine(Folder, name + ".txt"));
        Assert.True(_lines[0].StartsWith("# ", StringComparison.Ordinal), "a scenario begins with its rule");
        Open();
        foreach (string line in _lines)
        {
            _line++;
            Play(line.Trim());
        }
        HoldNoMoreEvents();
        _engine.Core.Verify();
    }

    [Fact]
    public void Every_probe_of_the_public_conformance_gate_has_a_scenario()
    {
        string[] probes =
        [
            "cancel_middle_then_sweep", "cancel_head_then_sweep", "deep_fifo_scattered_cancel",
            "two_level_cancel_sell_priority", "fifo_priority", "multi_level_ioc_sweep",
            "price_priority_both_sides_reverse_arrival", "fifo_same_price_multi_aggressor",
            "same_level_full_double_consume", "exact_multilevel_boundary", "phantom_trade_exact_exhaust",
            "partial_fill_exact_residual_drain", "post_sweep_book_health", "sweep_residual_becomes_bbo",
            "limit_order_stops_at_own_price", "ioc_partial_fill_must_not_rest", "taker_price_both_directions",
            "modify_into_cross_price_improvement", "modify_into_cross", "modify_partially_filled_residual",
            "modify_shared_level_sibling_survives", "partial_fill_then_cancel", "full_fill_then_stale_cancel",
            "stale_modify_after_full_fill", "stale_ops_after_cancel", "cancel_never_issued_id",
            "large_order_id_ceiling",
            "reuse_id_after_cancel", "reuse_id_after_full_fill", "cancel_best_level_minimal_reprobe",
            "cancel_best_ask_minimal_reprobe", "cancel_empties_entire_side_then_refill", "wide_in_domain_price_ceiling",
            "deep_recursive_sweep_5000",
        ];
        Assert.Equal(34, probes.Length);
        string[] files =
            [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.Empty(probes.Except(files));
    }

    private void Open()
    {
        Apply(Commands.Define(security: 1, tick: Commands.One / 100));
        Apply(Commands.Define(security: 2, tick: Commands.One / 100));
        for (uint session = 1; session <= 3; session++)
            Apply(Commands.Negotiated(session, 1));
        _events.Clear();
    }

    private void Play(string line)
    {
        if (line.Length == 0 || line[0] == '#')
            return;
        if (line[0] == '>')
            Command(line[1..].Trim());
        else if (line.StartsWith("count ", StringComparison.Ordinal))
            Count(int.Parse(line.AsSpan(6), CultureInfo.InvariantCulture));
        else if (line.StartsWith("book ", StringComparison.Ordinal))
            Same(line, "book " + Book(Side.Buy) + " | " + Book(Side.Sell));
        else if (line.StartsWith("hidden ", StringComparison.Ordinal))
            Same(line, Listed(line, side => _engine.Core.GetHiddenOrders(1, side), order => order.Price));
        else if (line.StartsWith("stops ", StringComparison.Ordinal))
            Same(line, Listed(line, side => _engine.Core.GetStops(1, side), order => order.StopPx));
        else if (line.StartsWith("queue ", StringComparison.Ordinal))
            Same(line, Queue(line));
        else
            Same(line, _events.Count > 0 ? _events.Dequeue() : "no event");
    }

    private void Command(string line)
    {
        HoldNoMoreEvents();
        string[] words = line.Split(' ');
        if (words[0] is "time" or "at")
            _timeNanos = long.Parse(words[1], CultureInfo.InvariantCulture) * 1_000_000_000;
        if (words[0] == "at")
            line = string.Join(' ', words = words[2..]);
        bool repeated = words.Length > 1 && words[1] == "times";
        int times = repeated ? int.Parse(words[0], CultureInfo.InvariantCulture) : 1;
        string command = repeated ? string.Join(' ', words[2..]) : line;
        for (int i = 1; i <= times; i++)
        {
            string step = command.Replace("{i}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Apply(ScenarioLine.Read(step, _engine));
        }
    }

    private void Apply(CommandRecord command)
    {
        command.TimestampNanos = _timeNanos;
        command.Sequence = _engine.Core.LastSequence + 1;
        EventRecord[] events = _engine.ApplyAsIs(in command).ToArray();
        List<EventRecord> expected = _model.Apply(command);
        Assert.Equal(EventText.Of([.. expected]), EventText.Of(events));
        for (int i = 0; i < events.Length; i++)
        {
            EventRecord record = expected[i];
            Assert.True(events[i].Bytes.SequenceEqual(record.Bytes), $"line {_line}: other bytes than the model's");
        }
        foreach (EventRecord e in events)
            _events.Enqueue(EventText.Of(in e));
    }

    private void Count(int expected)
    {
        Assert.True(expected == _events.Count, $"line {_line}: {_events.Count} events");
        int listed = _lines.Skip(_line).TakeWhile(IsEvent).Count();
        while (_events.Count > listed)
            _events.Dequeue();
    }

    private static bool IsEvent(string line) => line.TrimStart().StartsWith('S');

    private string Book(Side side)
    {
        IReadOnlyList<PriceLevel> levels = _engine.Core.GetLevels(1, side);
        return levels.Count == 0 ? "-" : string.Join(
            ", ", levels.Select(l => $"{EventText.Price(l.Price)} x {l.Quantity} ({l.OrderCount})"));
    }

    private string Queue(string line)
    {
        string[] words = line.Split(' ', ':');
        Side side = words[1] == "buy" ? Side.Buy : Side.Sell;
        long price = (long)(decimal.Parse(words[2], CultureInfo.InvariantCulture) * Commands.One);
        return $"queue {words[1]} {words[2]}: "
            + string.Join(", ", _engine.Core.GetOrders(1, side, price).Select(o => $"#{o.OrderId} {o.LeavesQty}"));
    }

    private static string Listed(
        string line, Func<Side, IReadOnlyList<RestingOrder>> ordersOf, Func<RestingOrder, long> priceOf)
    {
        string[] words = line.Split(' ', ':');
        IReadOnlyList<RestingOrder> orders = ordersOf(words[1] == "buy" ? Side.Buy : Side.Sell);
        string listed = orders.Count == 0 ? "-" : string.Join(
            ", ", orders.Select(o => $"#{o.OrderId} {o.LeavesQty} @ {EventText.Price(priceOf(o))}"));
        return $"{words[0]} {words[1]}: {listed}";
    }

    private void HoldNoMoreEvents() =>
        Assert.True(_events.Count == 0, $"line {_line}: not foreseen: {(_events.Count > 0 ? _events.Peek() : "")}");

    private void Same(string expected, string actual) =>
        Assert.True(expected == actual, $"line {_line}\nexpected: {expected}\nactual:   {actual}");
}
