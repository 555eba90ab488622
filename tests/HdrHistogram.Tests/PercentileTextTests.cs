using System.Globalization;

namespace HdrHistogram.Tests;

public class PercentileTextTests
{
    [Fact]
    public void Table_has_the_documented_columns_and_footer()
    {
        Assert.Equal(
            "       Value     Percentile TotalCount 1/(1-Percentile)\n"
            + "\n"
            + "        1.00 0.000000000000          1           1.00\n"
            + "        2.00 0.500000000000          2           2.00\n"
            + "        3.00 0.750000000000          3           4.00\n"
            + "        4.00 0.875000000000          4           8.00\n"
            + "        4.00 1.000000000000          4\n"
            + "#[Mean    =         2.50, StdDeviation   =         1.12]\n"
            + "#[Max     =         4.00, Total count    =            4]\n"
            + "#[Buckets =            3, SubBuckets     =          256]\n",
            Text(OneToFour(), ticks: 1));
    }

    [Fact]
    public void Comma_separated_form_has_no_footer_and_ends_in_infinity()
    {
        Assert.Equal(
            "\"Value\",\"Percentile\",\"TotalCount\",\"1/(1-Percentile)\"\n"
            + "1.00,0.000000000000,1,1.00\n"
            + "2.00,0.500000000000,2,2.00\n"
            + "3.00,0.750000000000,3,4.00\n"
            + "4.00,0.875000000000,4,8.00\n"
            + "4.00,1.000000000000,4,Infinity\n",
            Text(OneToFour(), ticks: 1, csv: true));
    }

    [Fact]
    public void Values_mean_deviation_and_maximum_are_divided_by_the_scale()
    {
        var histogram = new LongHistogram(1, 1_000_000, 3);
        histogram.RecordValue(1_000);
        histogram.RecordValue(2_000);

        Assert.Equal(
            "       Value     Percentile TotalCount 1/(1-Percentile)\n"
            + "\n"
            + "       1.000 0.000000000000          1           1.00\n"
            + "       1.000 0.500000000000          1           2.00\n"
            + "       2.000 0.750000000000          2           4.00\n"
            + "       2.000 1.000000000000          2\n"
            + "#[Mean    =        1.500, StdDeviation   =        0.500]\n"
            + "#[Max     =        2.000, Total count    =            2]\n"
            + "#[Buckets =           10, SubBuckets     =         2048]\n",
            Text(histogram, ticks: 1, scale: 1_000));
    }

    [Fact]
    public void Empty_histogram_writes_header_and_footer()
    {
        Assert.Equal(
            "       Value     Percentile TotalCount 1/(1-Percentile)\n"
            + "\n"
            + "#[Mean    =          NaN, StdDeviation   =          NaN]\n"
            + "#[Max     =            0, Total count    =            0]\n"
            + "#[Buckets =            9, SubBuckets     =            2]\n",
            Text(new LongHistogram(1, 200, 0)));
    }

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        string expected = Text(OneToFour());
        CultureInfo before = CultureInfo.CurrentCulture;
        // Culture data is not in the build, so a comma culture is made by hand.
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NaNSymbol = "nothing";
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Text(OneToFour()));
            Assert.Contains("NaN", Text(new LongHistogram(100, 2)), StringComparison.Ordinal);
            string step = OneToFour().RecordedValues().First().ToString();
            Assert.Contains("25 %", step, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static LongHistogram OneToFour()
    {
        var histogram = new LongHistogram(1, 1_000, 2);
        for (int value = 1; value <= 4; value++)
        {
            histogram.RecordValue(value);
        }

        return histogram;
    }

    private static string Text(HistogramBase histogram, int ticks = 5, double scale = 1, bool csv = false)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        histogram.OutputPercentileDistribution(writer, ticks, scale, csv);
        return writer.ToString();
    }
}
