using System.Diagnostics;
using MatchingEngine.Client;
using MatchingEngine.Core;
using MatchingEngine.Pipeline;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;
using Xunit.Abstractions;

namespace MatchingEngine.SystemTests;

public class AllocationTests(ITestOutputHelper output)
{
    private const int Cycles = 1_000;
    private const int WarmUps = 14;
    private const int Measurements = 30;

    // What the test runner allocates each time, and how often it does.
    private const long RunnerBytes = 168;
    private static readonly TimeSpan RunnerInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Counts every byte that this process allocates, on all threads, while commands go from socket to socket through
    /// gateway, journal, core and client. The test runner allocates 168 bytes every 100 ms, also while a test does
    /// nothing: what it must have allocated in the time of a measurement is taken off, which is nothing unless the
    /// machine is busy. The runtime allocates now and then (a finished compilation), as does a new journal segment; code
    /// on the path would do so in each measurement, so the least of several is what the path costs, and that is nothing.
    /// Tables that grow with what a session has sent are given their size before, and nothing is printed until all is
    /// measured.
    /// </summary>
    [Fact]
    public void Command_allocates_nothing_from_socket_to_socket()
    {
        const int Commands = Cycles * AllocationFreePlayer.CommandsInCycle;
        var limits = new CoreLimits { ExpectedClientOrderIdsPerSession = Commands * (WarmUps + Measurements) };
        using var service = new LocalService(ThreadLayout.Shared, limits: limits);
        var player = new AllocationFreePlayer();
        using var client = new OrderEntryClient(service.ClientOptions(1), player);
        client.Connect();
        Until.Done(Task.Run(() => FlowPlayer.AwaitEstablished(client)), "the session is established");
        for (int round = 0; round < WarmUps; round++)
            player.Play(client, Cycles);

        var allocated = new List<long>(Measurements);
        do
        {
            long start = Stopwatch.GetTimestamp();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            player.Play(client, Cycles);
            long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            long runs = (long)(Stopwatch.GetElapsedTime(start) / RunnerInterval);
            allocated.Add(Math.Max(0, bytes - (runs * RunnerBytes)));
        }
        while (allocated[^1] > 0 && allocated.Count < Measurements);

        output.WriteLine($"bytes in {Commands} commands, each measurement: {string.Join(", ", allocated)}");
        Assert.Equal(0, allocated.Min());
        Assert.True(player.Trades >= 2 * Cycles * WarmUps, $"{player.Trades} trades");
        Assert.True(player.Rejects >= Cycles * WarmUps, $"{player.Rejects} rejects");
        Assert.Null(service.Service.Fault.First);
    }
}
