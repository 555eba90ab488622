using System.Runtime.CompilerServices;
using Disruptor;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>
/// The producer's side of the command ring: admits, numbers and stamps commands. Claims and publishes on one thread
/// at a time, so that numbers and stamps grow together; refusal can be set from any thread.
/// </summary>
internal sealed class CommandPort : ICommandPort
{
    private readonly ValueRingBuffer<CommandRecord> _ring;
    private readonly EngineFault _fault;
    private long _firstSequence = 1;
    private long _lastTimestampNanos;
    private volatile bool _stopping;
    private volatile bool _journalStalled;

    /// <param name="ring">The command ring, with its consumers already gating.</param>
    /// <param name="fault">Refuses everything once set.</param>
    public CommandPort(ValueRingBuffer<CommandRecord> ring, EngineFault fault)
    {
        _ring = ring;
        _fault = fault;
    }

    /// <summary>Continues a journal: before the first claim.</summary>
    /// <param name="lastSequence">Number of the journal's last command; 0 when there is none.</param>
    /// <param name="lastTimestampNanos">Its time.</param>
    public void ContinueAfter(long lastSequence, long lastTimestampNanos)
    {
        _firstSequence = lastSequence + 1;
        _lastTimestampNanos = lastTimestampNanos;
    }

    /// <summary>True while the journal cannot take more (disk full).</summary>
    public bool JournalStalled
    {
        get => _journalStalled;
        set => _journalStalled = value;
    }

    public int Capacity => _ring.BufferSize;

    public void Stop() => _stopping = true;

    public CommandAdmission TryClaim(out long claim)
    {
        if (_stopping | _journalStalled || _fault.IsSet)
            return Refuse(out claim);
        return _ring.TryNext(out claim) ? CommandAdmission.Accepted : CommandAdmission.EngineBusy;
    }

    public ref CommandRecord Slot(long claim) => ref _ring[claim];

    public void Publish(long claim)
    {
        ref CommandRecord record = ref _ring[claim];
        record.Sequence = _firstSequence + claim;
        record.TimestampNanos = _lastTimestampNanos = Math.Max(_lastTimestampNanos, EngineClock.NowNanos());
        record.Checksum = 0;
        _ring.Publish(claim);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CommandAdmission Refuse(out long claim)
    {
        claim = -1;
        return _stopping ? CommandAdmission.Stopping : CommandAdmission.JournalUnavailable;
    }
}
