using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Tests;

public class FeedLingerTests
{
    [Fact]
    public void Directory_without_a_driver_is_told_of_and_not_waited_for()
    {
        using var directory = new TempDirectory();
        var reports = new List<string>();
        FeedLinger.AwaitReceipt(directory.PathOf("aeron"), [1], FeedServiceOptions.MaxLingerMillis, reports.Add);
        Assert.Contains("without waiting for subscribers", Assert.Single(reports));
    }
}
