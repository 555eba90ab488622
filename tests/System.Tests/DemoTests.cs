using System.Text.Json;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests;

public class DemoTests
{
    [Fact]
    public void Demo_serves_plays_restarts_and_finds_the_state_equal()
    {
        MeResult result = MeProcess.Run(
            "demo", "--json", "--threads", "quiet", "--commands", "20000", "--round-trips", "500");

        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement report = result.Json();
        Assert.True(report.GetProperty("ok").GetBoolean());
        Assert.Equal(20_000, report.GetProperty("commands").GetInt64());
        Assert.True(report.GetProperty("fills").GetInt32() > 0);
        AssertWell(report);
    }

    [NasdaqFact]
    public void Demo_gives_the_fills_of_the_recorded_hour()
    {
        MeResult result = MeProcess.Run(
            "demo", "--json", "--threads", "quiet", "--round-trips", "1000",
            "--flow", Repository.NasdaqCommands, "--fills", Repository.NasdaqFills);

        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement report = result.Json();
        Assert.Equal(136_978, report.GetProperty("commands").GetInt64());
        Assert.Equal(6_010, report.GetProperty("fills").GetInt32());
        // After each thousandth command, and after the last.
        Assert.True(report.GetProperty("orderBooksCompared").GetInt64() >= 136);
        Assert.True(report.GetProperty("priceLevelBooksCompared").GetInt64() >= 136);
        AssertWell(report);
    }

    [NasdaqFact]
    public void Demo_fails_and_names_the_first_fill_that_differs()
    {
        using var directory = new TempDirectory();
        string[] fills = File.ReadAllLines(Repository.NasdaqFills);
        string[] fields = fills[99].Split(',');
        fields[3] = "7";
        fills[99] = string.Join(',', fields);
        File.WriteAllLines(directory.PathOf("fills.csv"), fills);

        MeResult result = MeProcess.Run(
            "demo", "--json", "--threads", "quiet", "--round-trips", "0", "--durability", "os",
            "--flow", Repository.NasdaqCommands, "--fills", directory.PathOf("fills.csv"));

        Assert.Equal(1, result.ExitCode);
        JsonElement report = result.Json();
        Assert.False(report.GetProperty("ok").GetBoolean());
        Assert.False(report.GetProperty("fillsMatch").GetBoolean());
        Assert.StartsWith("fill 100 is ", report.GetProperty("firstDifference").GetString());
    }

    private static void AssertWell(JsonElement report)
    {
        Assert.True(report.GetProperty("fillsMatch").GetBoolean());
        Assert.Equal(report.GetProperty("fillsExpected").GetInt32(), report.GetProperty("fills").GetInt32());
        Assert.Equal(report.GetProperty("fills").GetInt32(), report.GetProperty("sessionFills").GetInt32());
        Assert.True(report.GetProperty("booksEqual").GetBoolean(), report.ToString());
        Assert.True(report.GetProperty("orderBooksCompared").GetInt64() > 0);
        Assert.True(report.GetProperty("equal").GetBoolean());
        string live = report.GetProperty("digestLive").GetString()!;
        Assert.Equal(32, live.Length);
        Assert.Equal(live, report.GetProperty("digestReplayed").GetString());
        Assert.True(report.GetProperty("ordersPerSecond").GetDouble() > 0);
        JsonElement trip = report.GetProperty("roundTripMicros");
        double p50 = trip.GetProperty("p50").GetDouble();
        double p99 = trip.GetProperty("p99").GetDouble();
        double p999 = trip.GetProperty("p999").GetDouble();
        Assert.True(p50 > 0 && p50 <= p99 && p99 <= p999, $"p50 {p50}, p99 {p99}, p99.9 {p999}");
    }
}
