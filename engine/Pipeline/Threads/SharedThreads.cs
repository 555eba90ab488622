using Disruptor;
using MatchingEngine.Messages;
using Sequence = Disruptor.Sequence;

namespace MatchingEngine.Pipeline;

/// <summary>
/// The layouts <see cref="ThreadLayout.Shared"/> and <see cref="ThreadLayout.Quiet"/>: every stage is a duty of one
/// thread, in the order in which a command passes them, so that a command that came in with a turn goes out with it.
/// </summary>
internal sealed class SharedThreads : IEngineThreads, IEventRingRelief
{
    private const int MaxBatch = 256;
    private const int IdleTurnsBeforeYield = 32;
    private const int IdleTurnsBeforeBlock = 2_000;
    private const int BusyTurnsBeforeHelp = 16;
    private const int BlockMillis = 1;

    private readonly ValueRingBuffer<CommandRecord> _ring;
    private readonly JournalStage _journal;
    private readonly CoreStage _core;
    private readonly EventRelease _release;
    private readonly DigestMailbox _digests;
    private readonly IDutyCycle _gateway;
    private readonly EngineFault _fault;
    private readonly bool _blocksWhenIdle;
    private readonly Sequence _journaled;
    private readonly Sequence _applied;
    private readonly EngineThread _thread;
    private volatile bool _stopping;
    private readonly FollowerThread? _follower;
    private bool _hasReleased;
    private int _turnsWithoutHelp;
    private bool _isCutShort;

    public SharedThreads(
        ValueRingBuffer<CommandRecord> ring,
        Sequence journaled,
        Sequence applied,
        bool blocksWhenIdle,
        Func<IEventRingRelief, EngineStages> makeStages)
    {
        EngineStages stages = makeStages(this);
        _ring = ring;
        _journaled = journaled;
        _applied = applied;
        _blocksWhenIdle = blocksWhenIdle;
        _journal = stages.Journal;
        _core = stages.Core;
        _release = stages.Release;
        _digests = stages.Digests;
        _gateway = stages.Gateway;
        _fault = stages.Fault;
        _follower = stages.Follower;
        _thread = new EngineThread("me-engine", null, _fault, Run);
    }

    public void Start()
    {
        _follower?.Start();
        _thread.Start();
    }

    public void Stop()
    {
        _stopping = true;
        _thread.Join();
        _follower?.Stop();
    }

    /// <summary>
    /// The core's event ring is full: its commands are with the journal already, so they become durable while we
    /// release. The disk may take its time, or be full: meanwhile the sockets are served.
    /// </summary>
    public void Relieve()
    {
        _journal.CheckWriter();
        if (_fault.IsSet)
            throw new OperationCanceledException("The engine has a fault; events of this command are not released.");
        if (!_journal.IsReady)
        {
            if (_stopping)
            {
                _isCutShort = true;
                throw new OperationCanceledException("The service ended while the journal was stalled.");
            }
            _journal.RetryWhenDue();
        }
        int work = Release();
        WakeFollower();
        if (work == 0 && _gateway.DoWork() == 0)
            Rest();
    }

    private void Run()
    {
        try
        {
            RunTurns();
        }
        catch (OperationCanceledException) when (_isCutShort)
        {
            // The command that is cut short was never acknowledged: the journal does not have it.
            return;
        }
    }

    private void RunTurns()
    {
        int idleTurns = 0;
        while (!_fault.IsSet)
        {
            int work = DoTurn();
            // Also when there was work: clients that go on sending are refused by now, and must not keep the service
            // from ending.
            if (_stopping && IsDrained())
                return;
            if (work > 0)
                idleTurns = 0;
            else
                Idle(++idleTurns);
        }
    }

    /// <summary>
    /// Everything that came in goes through before more is taken from the sockets: so the ring is empty when the
    /// gateway has its turn, and nobody is refused because others were read faster than served. A digest is first in
    /// the empty ring.
    /// </summary>
    private int DoTurn()
    {
        int work = _digests.DoWork() + _gateway.DoWork();
        WakeFollower();
        int done;
        do
        {
            done = JournalTurn() + CoreTurn();
            work += done + Release();
        }
        while (done > 0 && _applied.Value < _ring.Cursor);
        HelpFollower(isIdle: work == 0);
        return work;
    }

    /// <summary>
    /// In the turn after the clients have their answers there is mostly nothing to do: then the feed is given its
    /// events here, before anybody could have woken its thread. When there is always something to do, now and then.
    /// </summary>
    private void HelpFollower(bool isIdle)
    {
        if (!isIdle && ++_turnsWithoutHelp < BusyTurnsBeforeHelp)
            return;
        _turnsWithoutHelp = 0;
        _follower?.Help();
    }

    private int Release()
    {
        int released = _release.DoWork();
        _hasReleased |= released > 0;
        return released;
    }

    /// <summary>The clients have their answers by now.</summary>
    private void WakeFollower()
    {
        if (!_hasReleased)
            return;
        _hasReleased = false;
        _follower?.Wake();
    }

    private int JournalTurn()
    {
        _journal.CheckWriter();
        if (!_journal.IsReady)
        {
            _journal.RetryWhenDue();
            return 0;
        }
        long first = _journaled.Value + 1;
        long next = first;
        while (next < first + MaxBatch && _ring.IsAvailable(next) && _journal.IsReady)
            _journal.Append(in _ring[next++]);
        if (next == first)
            return 0;
        _journal.TryWrite();
        _journaled.SetValue(next - 1);
        return (int)(next - first);
    }

    private int CoreTurn()
    {
        long first = _applied.Value + 1;
        long last = Math.Min(_journaled.Value, first + MaxBatch - 1);
        for (long next = first; next <= last; next++)
        {
            _core.OnEvent(ref _ring[next], next, endOfBatch: next == last);
            _applied.SetValue(next);
        }
        return (int)(last - first + 1);
    }

    private bool IsDrained() => !_journal.IsReady || (_applied.Value >= _ring.Cursor && !_release.HasPending);

    private void Idle(int turns)
    {
        _core.Idle();
        if (_blocksWhenIdle && turns > IdleTurnsBeforeBlock && !_release.HasPending)
            _gateway.AwaitWork(BlockMillis);
        else if (turns % IdleTurnsBeforeYield == 0)
            Rest();
    }

    /// <summary>
    /// Lets other threads run. A full disk may last: no layout that blocks when idle spins through it.
    /// </summary>
    private void Rest()
    {
        if (_blocksWhenIdle && !_journal.IsReady)
            _gateway.AwaitWork(BlockMillis);
        else
            Thread.Yield();
    }
}
