using Adaptive.Aeron;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using AeronClientTests.Peer;

namespace AeronClientTests;

/// <summary>
/// A client whose turns, like those of the test driver, are done by the test, with clocks that it sets.
/// </summary>
internal sealed class Harness : IDisposable
{
    public Harness(Action<Aeron.Context>? settings = null, Action<TestDriver>? driver = null)
    {
        Driver = new TestDriver();
        driver?.Invoke(Driver);
        Clock = new ManualClock();
        Driver.Heartbeat(Clock.Time());
        var ctx = new Aeron.Context()
            .AeronDirectoryName(Driver.Directory)
            .UseConductorAgentInvoker(true)
            .DriverAgentInvoker(StartedInvoker(Driver))
            .EpochClock(Clock)
            .NanoClock(Clock)
            .ErrorHandler(Errors);
        settings?.Invoke(ctx);
        Client = Aeron.Connect(ctx);
    }

    public TestDriver Driver { get; }

    public ManualClock Clock { get; }

    public ErrorList Errors { get; } = new();

    public Aeron Client { get; }

    /// <summary>A turn of the driver and turns of the client until it has heard everything.</summary>
    public void Turn()
    {
        Driver.DoWork();
        for (int i = 0; i < 20; i++)
        {
            Client.ConductorAgentInvoker!.Invoke();
        }
    }

    public Publication Publish(bool exclusive, int streamId = 42) => exclusive
        ? Client.AddExclusivePublication("aeron:ipc", streamId)
        : Client.AddPublication("aeron:ipc", streamId);

    public void Dispose()
    {
        Client.Dispose();
        Driver.Dispose();
    }

    private static AgentInvoker StartedInvoker(IAgent agent)
    {
        var invoker = new AgentInvoker(new ErrorList(), null, agent);
        invoker.Start();
        return invoker;
    }

    internal sealed class ErrorList : List<Exception>, IErrorHandler
    {
        public void OnError(Exception exception) => Add(exception);
    }

    /// <summary>
    /// Stands still; a nano-time of its own moves on by itself so that a silent driver is given up on.
    /// </summary>
    internal sealed class ManualClock : IEpochClock, INanoClock
    {
        private long _nanos = 1_000_000_000_000;

        public long NanosPerReading { get; set; }

        public long Time() => 1_700_000_000_000 + (_nanos / 1_000_000);

        public long NanoTime() => _nanos += NanosPerReading;

        public void Advance(TimeSpan time) => _nanos += (long)time.TotalNanoseconds;
    }
}
