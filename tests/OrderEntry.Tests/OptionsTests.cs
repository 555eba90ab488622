using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public class OptionsTests
{
    public static TheoryData<string, OrderEntryOptions> OutOfRange() => new()
    {
        { "DirectReceiveConnections", new OrderEntryOptions { DirectReceiveConnections = -1 } },
        { "MaxConnections", new OrderEntryOptions { MaxConnections = 0 } },
        { "LogonTimeoutMillis", new OrderEntryOptions { LogonTimeoutMillis = 0 } },
        { "MaxLogonRejects", new OrderEntryOptions { MaxLogonRejects = -1 } },
        { "ClockDifferenceMillisMax", new OrderEntryOptions { ClockDifferenceMillisMax = 0 } },
        { "KeepAliveMillisMin", new OrderEntryOptions { KeepAliveMillisMin = 0 } },
        { "KeepAliveMillisMax", new OrderEntryOptions { KeepAliveMillisMax = 99 } },
        { "MessagesPerSecond", new OrderEntryOptions { MessagesPerSecond = -1 } },
        { "MaxRejectsPerSecond", new OrderEntryOptions { MaxRejectsPerSecond = 0 } },
        { "MaxStoredMessages", new OrderEntryOptions { MaxStoredMessages = 4_096 } },
        { "MaxStoredMessages", new OrderEntryOptions { MaxStoredMessages = 262_145 } },
        { "MaxStoredMessagesOverall", new OrderEntryOptions { MaxStoredMessagesOverall = 1_048_575 } },
        { "MaxBacklogMessages", new OrderEntryOptions { MaxBacklogMessages = 524_289 } },
        { "NoProgressMillisMax", new OrderEntryOptions { NoProgressMillisMax = 0 } },
        { "TerminateTimeoutMillis", new OrderEntryOptions { TerminateTimeoutMillis = 0 } },
        { "ConnectionReadBudget", new OrderEntryOptions { ConnectionReadBudget = 0 } },
        { "CycleReadBudget", new OrderEntryOptions { CycleReadBudget = 0 } },
        { "ReceiveBufferBytes", new OrderEntryOptions { ReceiveBufferBytes = 4_095 } },
        { "SendBufferBytes", new OrderEntryOptions { SendBufferBytes = 4_095 } },
        { "TimeAdvanceMillis", new OrderEntryOptions { TimeAdvanceMillis = -1 } },
        { "SocketSendBufferBytes", new OrderEntryOptions { SocketSendBufferBytes = -1 } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Option_out_of_range_is_refused_by_name(string name, OrderEntryOptions options)
    {
        ArgumentOutOfRangeException problem = Assert.Throws<ArgumentOutOfRangeException>(options.Validate);

        Assert.Equal(name, problem.ParamName);
    }

    [Fact]
    public void Default_is_loopback_and_valid()
    {
        var options = new OrderEntryOptions();
        options.Validate();

        Assert.Equal(System.Net.IPAddress.Loopback, options.ListenEndPoint.Address);
    }

    [Fact]
    public void Address_that_is_taken_is_refused()
    {
        using var venue = new Venue();

        Assert.Throws<System.Net.Sockets.SocketException>(() => new OrderEntryGateway(
            new OrderEntryOptions { ListenEndPoint = venue.Gateway.LocalEndPoint },
            Venue.Directory,
            venue.Engine,
            venue.Clock));
    }

    [Fact]
    public void Clock_of_the_machine_runs_in_the_units_it_says()
    {
        long before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        long nanos = GatewayClock.System.UtcNanos;
        long after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        long start = GatewayClock.System.MonotonicMillis;
        long ticks = Environment.TickCount64;
        SpinWait.SpinUntil(() => Environment.TickCount64 - ticks >= 20);

        Assert.InRange(nanos / 1_000_000, before, after);
        Assert.InRange(GatewayClock.System.MonotonicMillis - start, 10, 10_000);
    }
}
