using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>Notes every event that a follower gets.</summary>
internal sealed class RecordingFollower : IEventFollower
{
    private readonly List<EventRecord> _events = [];
    private long _count;
    private long _turns;

    /// <summary>Everything live; to be read when the engine has stopped.</summary>
    public IReadOnlyList<EventRecord> Events => _events;

    public int Replayed { get; private set; }

    public long Count => Volatile.Read(ref _count);

    public long Turns => Volatile.Read(ref _turns);

    /// <summary>Called for each live event; may throw, or take its time.</summary>
    public Action<EventRecord>? OnReleased { get; set; }

    public void OnEvent(in EventRecord record, bool replayed)
    {
        if (replayed)
        {
            Replayed++;
            return;
        }
        OnReleased?.Invoke(record);
        _events.Add(record);
        Volatile.Write(ref _count, _events.Count);
    }

    public int DoWork()
    {
        Volatile.Write(ref _turns, _turns + 1);
        return 0;
    }
}
