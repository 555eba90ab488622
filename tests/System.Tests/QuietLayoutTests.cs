using System.Diagnostics;
using MatchingEngine.Client;
using MatchingEngine.Journal;
using MatchingEngine.Pipeline;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;
using Xunit.Abstractions;

namespace MatchingEngine.SystemTests;

/// <summary>
/// Order after order through an engine that blocks when it has nothing to do: nothing may be slept through.
/// </summary>
public class QuietLayoutTests(ITestOutputHelper output)
{
    private const int RoundTrips = 2_000;
    private const int TripsBetweenRests = 20;
    private const int RestMillis = 8;
    private const double SleptThroughMillis = 20;

    /// <summary>
    /// One in twenty comes after a rest that is long enough for the engine to block. An order that is slept through waits
    /// for a timer: then all of them would, also the tenth that a busy machine delays the least. No disk is waited for.
    /// </summary>
    [Fact]
    public void Every_one_of_2000_single_orders_is_answered_in_time()
    {
        using var service = new LocalService(ThreadLayout.Quiet, durability: DurabilityPolicy.Os);
        var counter = new OrderCounter();
        using var client = new OrderEntryClient(service.ClientOptions(1), counter);
        client.Connect();
        Until.Done(Task.Run(() => FlowPlayer.AwaitEstablished(client)), "the session is established");
        List<double> busy = [];
        List<double> rested = [];

        for (int trip = 0; trip < RoundTrips; trip++)
        {
            bool rests = trip % TripsBetweenRests == 0;
            if (rests)
                Rest(client);
            (rests ? rested : busy).Add(RoundTripMillis(client, counter));
        }

        busy.Sort();
        rested.Sort();
        output.WriteLine(Text("in a row", busy));
        output.WriteLine(Text("after a rest", rested));
        Assert.Equal(RoundTrips, counter.Accepted);
        Assert.True(busy[busy.Count / 10] < SleptThroughMillis, $"nine of ten above {busy[busy.Count / 10]} ms");
        Assert.True(rested[rested.Count / 10] < SleptThroughMillis, $"nine of ten above {rested[rested.Count / 10]} ms");
        Assert.Null(service.Service.Fault.First);
    }

    /// <summary>Long enough for the engine to block.</summary>
    private static void Rest(OrderEntryClient client)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < RestMillis)
        {
            if (client.Poll() == 0)
                client.AwaitWork(1);
        }
    }

    private static double RoundTripMillis(OrderEntryClient client, OrderCounter counter)
    {
        long start = Stopwatch.GetTimestamp();
        counter.Send(client);
        client.Flush();
        while (counter.Unanswered > 0)
        {
            if (client.Poll() == 0)
                client.AwaitWork(1);
            Assert.True(Stopwatch.GetElapsedTime(start) < Until.Limit, "An order was never answered.");
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(string name, List<double> sorted) =>
        $"{name}: {sorted.Count} trips, least {sorted[0]:F3} ms, median {sorted[sorted.Count / 2]:F3} ms, "
        + $"99 % {sorted[sorted.Count * 99 / 100]:F3} ms, most {sorted[^1]:F3} ms";
}
