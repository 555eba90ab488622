using System.Xml.Linq;
using HdrHistogram;
using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Inspect;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Tests;

public class TextTests
{
    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(1, "1970-01-01T00:00:00.000000001Z")]
    [InlineData(99, "1970-01-01T00:00:00.000000099Z")]
    [InlineData(100, "1970-01-01T00:00:00.000000100Z")]
    [InlineData(1_340_285_400_123_456_789, "2012-06-21T13:30:00.123456789Z")]
    public void Time_is_written_to_the_nanosecond(long nanos, string text) => Assert.Equal(text, TimeText.Of(nanos));

    [Fact]
    public void Record_is_told_by_message_name_and_field_names()
    {
        var record = new CommandRecord { Sequence = 42, TimestampNanos = 1_000 };
        ref NewOrderSingleBlock order = ref record.Begin<NewOrderSingleBlock>();
        order.SessionID = 3;
        order.ClOrdID = ulong.MaxValue;
        order.Price = -5;
        order.Side = Side.Sell;

        RecordText text = RecordText.Of(in record);

        Assert.Equal(42, text.Sequence);
        Assert.Equal("1970-01-01T00:00:00.000001000Z", text.Time);
        Assert.Equal("NewOrderSingle", text.Message);
        Assert.Equal("3", text.Fields["SessionID"]);
        Assert.Equal("18446744073709551615", text.Fields["ClOrdID"]);
        Assert.Equal("-5", text.Fields["Price"]);
        Assert.Equal("Sell", text.Fields["Side"]);
    }

    [Fact]
    public void Summary_of_a_record_has_prices_as_people_write_them()
    {
        var record = default(CommandRecord);
        ref SecuritySettingsBlock settings = ref record.Begin<SecuritySettingsBlock>();
        settings.SecurityID = 7;
        settings.PriceCollar = 12_500_000;
        settings.ReferencePrice = 5_000_000_000;

        string summary = RecordText.Of(in record).Summary;

        Assert.Contains("SecurityID=7 ", summary);
        Assert.Contains(" PriceCollar=0.125 ReferencePrice=50.00 ", summary);
    }

    [Fact]
    public void Every_price_of_a_command_is_summed_up_as_one()
    {
        string schema = Path.Combine(Repository.Root()!, "engine", "Messages", "Schemas", "matching-engine.xml");
        IEnumerable<string> prices = XDocument.Load(schema).Descendants("field")
            .Where(field => (string?)field.Attribute("type") is "Price" or "PriceOptional")
            .Select(field => (string)field.Attribute("name")!);
        foreach (string price in prices.Distinct())
            Assert.Contains(price, RecordText.PriceFields);
    }

    [Fact]
    public void Symbol_of_a_record_is_text_without_its_padding()
    {
        var record = default(CommandRecord);
        "ACME"u8.CopyTo(record.Begin<SecurityDefinitionBlock>().Symbol);

        Assert.Equal("ACME", RecordText.Of(in record).Fields["Symbol"]);
    }

    [Fact]
    public void Record_of_an_unknown_template_is_told_by_its_number()
    {
        var record = default(CommandRecord);
        record.Header.TemplateId = 9_999;

        RecordText text = RecordText.Of(in record);

        Assert.Equal("template 9999", text.Message);
        Assert.Empty(text.Fields);
    }

    [Fact]
    public void Percentiles_are_those_of_the_histogram_in_microseconds()
    {
        var nanos = new LongHistogram(1, 1_000_000_000, 3);
        for (int micros = 1; micros <= 1_000; micros++)
            nanos.RecordValue(micros * 1_000);

        Percentiles found = Percentiles.Of(nanos);

        Assert.Equal(1_000, found.Count);
        Assert.InRange(found.P50, 499.5, 501);
        Assert.InRange(found.P99, 989, 991.5);
        Assert.InRange(found.P999, 998, 1_000);
        Assert.InRange(found.Max, 1_000, 1_001);
    }

    [Fact]
    public void Percentiles_of_nothing_are_0() =>
        Assert.Equal(new Percentiles(0, 0, 0, 0, 0), Percentiles.Of(new LongHistogram(1, 1_000_000, 3)));

    [Theory]
    [InlineData("127.0.0.1:9010", "127.0.0.1:9010")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("[::1]:9010", "[::1]:9010")]
    [InlineData("127.0.0.1", null)]
    [InlineData("127.0.0.1:", null)]
    [InlineData(":9010", null)]
    [InlineData("::1", null)]
    [InlineData("127.0.0.1:65536", null)]
    [InlineData("localhost:9010", null)]
    [InlineData("", null)]
    public void Address_needs_its_port(string text, string? endPoint) =>
        Assert.Equal(endPoint, EndPointText.TryParse(text, out var found) ? found.ToString() : null);
}
