using MatchingEngine.Core;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Tests;

public sealed class InstrumentTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void File_of_instruments_is_read_and_what_it_leaves_out_has_its_default()
    {
        string file = Write("""
            [ { "securityId": 7, "symbol": "ACME", "roundLot": 100, "minPriceIncrement": 0.05 }, // a comment
              { "securityId": 8, "symbol": "EMCA" }, ]
            """);

        Assert.Equal(
            [new InstrumentEntry(7, "ACME", MinPriceIncrement: 0.05m, RoundLot: 100), new InstrumentEntry(8, "EMCA")],
            InstrumentFile.Read(file));
    }

    [Theory]
    [InlineData("""{ "securityId": 7, "symbol": "A" }""")]
    [InlineData("""[ { "securityId": 7 } ]""")]
    [InlineData("""[ { "symbol": "A" } ]""")]
    [InlineData("""[ { "securityId": 7, "symbol": null } ]""")]
    [InlineData("""[ { "securityId": -7, "symbol": "A" } ]""")]
    [InlineData("""[ { "securityId": 7, "symbol": "A", "lot": 100 } ]""")]
    [InlineData("""[ { "securityId": 7, "symbol": "A", "roundLot": 1.5 } ]""")]
    [InlineData("""[ { "securityId": 7, "symbol": "A", "maxOrderValue": 5, "maxOrderValue": 50 } ]""")]
    [InlineData("""[ null ]""")]
    [InlineData("""null""")]
    [InlineData("""[ { "securityId": 7, """)]
    [InlineData("")]
    public void File_of_another_form_is_refused_by_name(string text)
    {
        string file = Write(text);

        var refused = Assert.Throws<InvalidDataException>(() => InstrumentFile.Read(file));

        Assert.StartsWith($"{file}: not a JSON array of instruments", refused.Message);
    }

    [Fact]
    public void Security_id_that_occurs_twice_is_refused_by_name()
    {
        string file = Write("""[ { "securityId": 7, "symbol": "A" }, { "securityId": 7, "symbol": "B" } ]""");

        var refused = Assert.Throws<InvalidDataException>(() => InstrumentFile.Read(file));

        Assert.Contains("instrument 7 (B)", refused.Message);
    }

    [Fact]
    public void New_instruments_are_added_and_known_ones_of_the_same_terms_are_not()
    {
        InstrumentEntry known = new(7, "ACME", MinPriceIncrement: 0.050m);
        InstrumentEntry added = new(8, "EMCA");

        Assert.Equal([added], Plan([known, added], known with { MinPriceIncrement = 0.05m }));
    }

    [Fact]
    public void Instrument_of_very_large_quantities_is_added()
    {
        InstrumentEntry large = new(7, "WEI", MinTradeVol: (1L << 48) + 1, MaxTradeVol: 1L << 52, MaxOpenOrders: 1_000);

        Assert.Equal([large], Plan([large]));
    }

    [Fact]
    public void Without_a_list_the_default_is_added_to_a_journal_that_has_none_only()
    {
        Assert.Equal(InstrumentEntry.Default, Plan(null));
        Assert.Empty(Plan(null, new InstrumentEntry(7, "ACME")));
    }

    [Fact]
    public void Known_instrument_on_other_terms_is_refused_with_both_values()
    {
        InstrumentEntry known = new(7, "ACME");

        var refused = Assert.Throws<InvalidDataException>(
            () => Plan([known with { RoundLot = 100, HighLimitPrice = 5.5m }], known));

        Assert.Contains("instrument 7 (ACME)", refused.Message);
        Assert.Contains("roundLot 100 instead of 1,", refused.Message);
        Assert.Contains("highLimitPrice 5.5 instead of 1000000.", refused.Message);
        Assert.DoesNotContain("maxTradeVol", refused.Message);
    }

    public static TheoryData<InstrumentEntry, string> Refused => new()
    {
        { new InstrumentEntry(0, "A"), "InvalidDefinition" },
        { new InstrumentEntry(7, "A", MinPriceIncrement: 0), "InvalidDefinition" },
        { new InstrumentEntry(7, "A", RoundLot: 0), "InvalidDefinition" },
        { new InstrumentEntry(7, "A", MinTradeVol: 10, MaxTradeVol: 9), "InvalidDefinition" },
        { new InstrumentEntry(7, "A", RoundLot: 100, MaxTradeVol: 99), "InvalidDefinition" },
        { new InstrumentEntry(7, "A", LowLimitPrice: 5, HighLimitPrice: 4), "InvalidDefinition" },
        { new InstrumentEntry(7, "A", MaxOpenOrders: 0), "InvalidDefinition" },
        { new InstrumentEntry(7, "A\u0001"), "InvalidDefinition" },
        { new InstrumentEntry(7, ""), "symbol" },
        { new InstrumentEntry(7, "ABCDEFGHIJKLMNOPQ"), "symbol" },
        { new InstrumentEntry(7, "É"), "symbol" },
        { new InstrumentEntry(7, "A", MinPriceIncrement: 0.000000001m), "decimals" },
        { new InstrumentEntry(7, "A", LowLimitPrice: -1), "price" },
        { new InstrumentEntry(7, "A", HighLimitPrice: decimal.MaxValue), "price" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Instrument_that_the_engine_would_refuse_is_named_with_the_reason(InstrumentEntry instrument, string reason)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Plan([new InstrumentEntry(1, "GOOD"), instrument]));

        Assert.Contains(instrument.ToString(), refused.Message);
        Assert.Contains(reason, refused.Message);
    }

    [Fact]
    public void Instrument_beyond_the_limit_of_the_engine_is_refused()
    {
        var refused = Assert.Throws<InvalidDataException>(() => InstrumentPlan.Missing(
            [new InstrumentEntry(2, "B"), new InstrumentEntry(3, "C")],
            [InfoOf(new InstrumentEntry(1, "A"))],
            CoreLimits.Default with { MaxInstruments = 2 }));

        Assert.Contains("instrument 3 (C)", refused.Message);
        Assert.Contains("InstrumentLimitReached", refused.Message);
    }

    private static List<InstrumentEntry> Plan(IReadOnlyList<InstrumentEntry>? wanted, params InstrumentEntry[] known) =>
        InstrumentPlan.Missing(wanted, [.. known.Select(InfoOf)], CoreLimits.Default);

    private static InstrumentInfo InfoOf(InstrumentEntry one) => new(
        one.SecurityId,
        one.Symbol,
        (long)(one.MinPriceIncrement * 100_000_000),
        one.RoundLot,
        one.MinTradeVol,
        one.MaxTradeVol,
        (long)(one.LowLimitPrice * 100_000_000),
        (long)(one.HighLimitPrice * 100_000_000),
        one.MaxOpenOrders,
        OpenOrderCount: 0);

    private string Write(string text)
    {
        string path = _directory.PathOf("instruments.json");
        File.WriteAllText(path, text);
        return path;
    }
}
