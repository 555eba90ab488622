using Disruptor.Dsl;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>
/// The layout <see cref="ThreadLayout.Dedicated"/>: journal and core are handlers of the command ring side by side,
/// each on a thread of its own; a third thread is the gateway and releases the events.
/// </summary>
internal sealed class DedicatedThreads : IEngineThreads, IEventRingRelief
{
    private readonly ValueDisruptor<CommandRecord> _disruptor;
    private readonly EngineStages _stages;
    private readonly PinnedHandler _journal;
    private readonly PinnedHandler _core;
    private readonly EngineThread _gatewayThread;
    private volatile bool _stopping;
    private volatile bool _ended;

    /// <summary>Hangs the stages into the ring; none runs yet.</summary>
    public DedicatedThreads(ValueDisruptor<CommandRecord> disruptor, Func<IEventRingRelief, EngineStages> makeStages)
    {
        _stages = makeStages(this);
        _disruptor = disruptor;
        _journal = new PinnedHandler(_stages.Journal, ThreadPlacement.Processor(ThreadPlacement.Journal));
        _core = new PinnedHandler(_stages.Core, ThreadPlacement.Processor(ThreadPlacement.Core), MakeReady);
        disruptor.HandleEventsWith(_journal, _core);
        _gatewayThread = new EngineThread(
            "me-gateway", ThreadPlacement.Processor(ThreadPlacement.Gateway), _stages.Fault, RunGateway);
    }

    public void Start()
    {
        _disruptor.Start();
        _stages.Follower?.Start();
        _gatewayThread.Start();
    }

    public void Stop()
    {
        _stopping = true;
        _gatewayThread.Join();
        _stages.Follower?.Stop();
        _stages.Journal.Halt();
        _ended = true;
        _disruptor.Halt();
        _journal.AwaitEnd();
        _core.AwaitEnd();
    }

    /// <summary>
    /// The release stage runs on its own thread and only waits for the journal; the core waits for it.
    /// </summary>
    public void Relieve()
    {
        if (_ended || _stages.Fault.IsSet)
            throw new OperationCanceledException("The engine has ended; events of this command are not released.");
        Thread.Yield();
    }

    // The core's thread, its batch done: until the next command is there.
    private void MakeReady(long sequence)
    {
        while (_disruptor.Cursor <= sequence && _stages.Core.Idle())
        {
            // A page is ready.
        }
    }

    private void RunGateway()
    {
        bool hasReleased = false;
        while (!_stages.Fault.IsSet)
        {
            _stages.Journal.CheckWriter();
            // The digest first: a gateway under a flood leaves no room behind it.
            int work = _stages.Digests.DoWork() + _stages.Gateway.DoWork();
            // Not before the clients have their answers.
            if (hasReleased)
                _stages.Follower?.Wake();
            int released = _stages.Release.DoWork();
            hasReleased = released > 0;
            work += released;
            // Also when there was work: clients that go on sending are refused by now, and must not keep the service
            // from ending.
            if (_stopping && IsDrained())
                return;
            if (work == 0)
                Thread.SpinWait(1);
        }
    }

    private bool IsDrained()
    {
        if (!_stages.Journal.IsReady)
            return true;
        long cursor = _disruptor.Cursor;
        return _disruptor.GetSequenceValueFor(_journal) >= cursor
            && _disruptor.GetSequenceValueFor(_core) >= cursor
            && !_stages.Release.HasPending;
    }
}
