using Adaptive.Agrona.Concurrent;

namespace AeronClientTests;

public class AgentTests
{
    [Fact]
    public void Runner_starts_works_and_closes_on_a_thread_of_the_agents_name()
    {
        var agent = new Recorder();
        var runner = new AgentRunner(new YieldingIdleStrategy(), new Harness.ErrorList(), null, agent);
        Thread thread = AgentRunner.StartOnThread(runner);
        Assert.True(SpinWait.SpinUntil(() => agent.Turns > 10, 10_000));
        runner.Dispose();

        Assert.Equal("recorder", thread.Name);
        Assert.True(runner.IsClosed);
        Assert.Equal(["start", "close"], agent.Events);
    }

    [Fact]
    public void Exceptions_are_reported_and_the_agent_goes_on_unless_it_asks_to_end()
    {
        var errors = new Harness.ErrorList();
        var agent = new Recorder
        {
            OnTurn = turn =>
            {
                if (turn == 3)
                {
                    throw new InvalidDataException("test");
                }

                if (turn == 5)
                {
                    throw new AgentTerminationException("end");
                }
            },
        };
        var runner = new AgentRunner(new NoOpIdleStrategy(), errors, null, agent);
        runner.Run();

        Assert.Equal(5, agent.Turns);
        Assert.True(runner.IsClosed);
        Assert.Equal(
            [typeof(InvalidDataException), typeof(AgentTerminationException)], errors.Select(e => e.GetType()));
        runner.Dispose();
        Assert.Equal(["start", "close"], agent.Events);
    }

    [Fact]
    public void Runner_that_never_ran_only_closes()
    {
        var agent = new Recorder();
        var runner = new AgentRunner(new NoOpIdleStrategy(), new Harness.ErrorList(), null, agent);
        runner.Dispose();
        runner.Run();
        Assert.Equal(["close"], agent.Events);
    }

    [StandInFact]
    public void Agent_may_close_its_own_runner_and_ends_after_its_turn()
    {
        var agent = new Recorder();
        var runner = new AgentRunner(new SleepingIdleStrategy(1), new Harness.ErrorList(), null, agent);
        agent.OnTurn = turn =>
        {
            if (turn == 2)
            {
                runner.Dispose();
            }
        };
        runner.Run();
        Assert.Equal(2, agent.Turns);
    }

    [Fact]
    public void Invoker_works_between_start_and_end_only()
    {
        var agent = new Recorder();
        var errors = new Harness.ErrorList();
        using var invoker = new AgentInvoker(errors, null, agent);
        Assert.Equal(0, invoker.Invoke());
        invoker.Start();
        Assert.Equal(1, invoker.Invoke());
        agent.OnTurn = _ => throw new AgentTerminationException();
        Assert.Equal(0, invoker.Invoke());
        Assert.False(invoker.IsRunning);
        invoker.Dispose();
        invoker.Dispose();
        Assert.Equal(["start", "close"], agent.Events);
        Assert.Single(errors);
    }

    [Fact]
    public void Composite_gives_each_a_turn_even_behind_one_that_throws()
    {
        var first = new Recorder { OnTurn = turn => throw new InvalidDataException($"{turn}") };
        var second = new Recorder();
        var composite = new CompositeAgent(first, second);
        Assert.Equal("[recorder,recorder]", composite.RoleName());
        composite.OnStart();
        Assert.Throws<InvalidDataException>(() => composite.DoWork());
        Assert.Equal(1, composite.DoWork());
        Assert.Equal((1, 1), (first.Turns, second.Turns));
        composite.OnClose();
        Assert.Equal(["start", "close"], second.Events);
        Assert.Throws<ArgumentException>(() => new CompositeAgent());
    }

    [Theory]
    [InlineData("NoOpIdleStrategy", typeof(NoOpIdleStrategy))]
    [InlineData("BusySpinIdleStrategy", typeof(BusySpinIdleStrategy))]
    [InlineData("YieldingIdleStrategy", typeof(YieldingIdleStrategy))]
    [InlineData("SleepingIdleStrategy", typeof(SleepingIdleStrategy))]
    [InlineData("ControllableIdleStrategy", typeof(ControllableIdleStrategy))]
    [InlineData("something", typeof(BackoffIdleStrategy))]
    public void Idle_strategies_are_made_by_name_and_return(string name, Type type)
    {
        IIdleStrategy idle = IdleStrategyFactory.Create(name, new Status());
        Assert.IsType(type, idle);
        for (int i = 0; i < 60; i++)
        {
            idle.Idle(0);
            idle.Idle(1);
        }

        idle.Idle();
        idle.Reset();
    }

    private sealed class Status : StatusIndicator
    {
        private long _value;

        public override int Id => 1;

        public override long GetVolatile() => _value;

        public override void SetOrdered(long value) => _value = value;
    }

    private sealed class Recorder : IAgent
    {
        private int _turns;

        public List<string> Events { get; } = [];

        public Action<int>? OnTurn { get; set; }

        public int Turns => Volatile.Read(ref _turns);

        public void OnStart() => Events.Add("start");

        public int DoWork()
        {
            OnTurn?.Invoke(Interlocked.Increment(ref _turns));
            if (OnTurn is null)
            {
                Interlocked.Increment(ref _turns);
            }

            return 1;
        }

        public void OnClose() => Events.Add("close");

        public string RoleName() => "recorder";
    }
}
