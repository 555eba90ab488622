using Disruptor;
using MatchingEngine.Core;
using MatchingEngine.Messages;
using StateDigest = MatchingEngine.Core.StateDigest;

namespace MatchingEngine.Pipeline;

/// <summary>Applies commands to the core and its events to the event ring. Runs on one thread.</summary>
internal sealed class CoreStage : IValueEventHandler<CommandRecord>
{
    private readonly MatchingCore _core;
    private readonly DigestMailbox _digests;
    private EventRingSink _sink;

    public CoreStage(MatchingCore core, DigestMailbox digests, EventRingSink sink)
    {
        _core = core;
        _digests = digests;
        _sink = sink;
    }

    /// <inheritdoc/>
    public void OnEvent(ref CommandRecord command, long sequence, bool endOfBatch)
    {
        _core.Apply(in command, ref _sink);
        _sink.Publish();
        if (_core.TryGetPendingDigest(out long asOfSequence, out StateDigest digest))
            _digests.Put(asOfSequence, digest);
    }

    /// <summary>There is nothing to do: memory for what may come is made ready, a little at a time.</summary>
    /// <returns>Whether there may be more to make ready.</returns>
    public bool Idle() => _core.TouchAhead();
}
