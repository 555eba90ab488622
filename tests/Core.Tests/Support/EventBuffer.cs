using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>Keeps the events of the last command. Slots are dirty before use, as those of a ring are.</summary>
internal sealed class EventBuffer(int length = 64)
{
    private EventRecord[] _events = new EventRecord[length];

    public int Count { get; private set; }

    public ref EventRecord this[int index] => ref _events[index];

    public ref EventRecord Claim()
    {
        if (Count == _events.Length)
            Array.Resize(ref _events, Count * 2);
        ref EventRecord slot = ref _events[Count++];
        slot.Slot.Fill(0xEE);
        return ref slot;
    }

    public void Clear() => Count = 0;

    public EventRecord[] ToArray() => _events.AsSpan(0, Count).ToArray();
}
