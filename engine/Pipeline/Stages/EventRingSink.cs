using System.Runtime.CompilerServices;
using Disruptor;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>Where a full event ring is emptied when its producer also has to drive the consumer.</summary>
internal interface IEventRingRelief
{
    /// <summary>Lets the consumer of the event ring run, or waits for it a moment.</summary>
    void Relieve();
}

/// <summary>
/// Writes the core's events into the event ring and publishes them a command at a time; sooner when one command fills
/// the ring. Durability of the command is never in question there: the release stage holds the events back on its
/// own.
/// </summary>
internal struct EventRingSink : IEventSink
{
    private readonly ValueRingBuffer<EventRecord> _ring;
    private readonly IEventRingRelief _relief;
    private long _claimed;
    private long _published;

    public EventRingSink(ValueRingBuffer<EventRecord> ring, IEventRingRelief relief)
    {
        _ring = ring;
        _relief = relief;
        _claimed = _published = ring.Cursor;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref EventRecord Claim()
    {
        if (!_ring.TryNext(out long next))
            next = ClaimFromFullRing();
        _claimed = next;
        return ref _ring[next];
    }

    /// <summary>Hands over what was claimed since the last call: the command has no more events.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish()
    {
        if (_claimed == _published)
            return;
        _ring[_claimed].Flags = EventFlags.EndOfCommand;
        HandOver();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void HandOver()
    {
        if (_claimed == _published)
            return;
        _ring.Publish(_claimed);
        _published = _claimed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ClaimFromFullRing()
    {
        HandOver();
        long next;
        while (!_ring.TryNext(out next))
            _relief.Relieve();
        return next;
    }
}
