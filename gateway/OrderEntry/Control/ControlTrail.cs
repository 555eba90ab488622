using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// What was done to the venue, on its way to the operator's log: written on the gateway's thread, which must not wait
/// for a log, read on any one other. Keeps at most <see cref="Capacity"/> notices; beyond that it counts what it drops.
/// The journal holds every command whatever is dropped here.
/// </summary>
public sealed class ControlTrail
{
    /// <summary>Notices that can wait for their reader.</summary>
    public const int Capacity = 4_096;

    private readonly ConcurrentQueue<ControlNotice> _notices = new();
    private long _dropped;

    /// <summary>Notices that found no room. From any thread.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes the oldest notice that waits, if any.</summary>
    public bool TryTake([NotNullWhen(true)] out ControlNotice? notice) => _notices.TryDequeue(out notice);

    internal void Add(ControlNotice notice)
    {
        if (_notices.Count < Capacity)
            _notices.Enqueue(notice);
        else
            Volatile.Write(ref _dropped, _dropped + 1);
    }
}
