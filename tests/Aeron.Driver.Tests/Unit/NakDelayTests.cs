using MatchingEngine.AeronDriver.Loss;

namespace MediaDriverTests.Unit;

public class NakDelayTests
{
    [Fact]
    public void Multicast_delay_is_spread_up_to_its_maximum_and_mostly_late()
    {
        const long Max = 10_000_000;
        var delay = NakDelay.Multicast(Max, 10, new Random(7));
        long[] drawn = [.. Enumerable.Range(0, 10_000).Select(_ => delay.FirstNanos())];

        Assert.InRange(drawn.Min(), 0, Max / 10);
        Assert.InRange(drawn.Max(), Max * 9 / 10, Max);
        Assert.True(drawn.Count(each => each > Max / 2) > drawn.Length * 7 / 10);
    }
}
