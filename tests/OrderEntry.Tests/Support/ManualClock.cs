using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

/// <summary>Time that stands still until a test moves it.</summary>
internal sealed class ManualClock : GatewayClock
{
    public const long StartNanos = 1_800_000_000_000_000_000;

    private long _millis = 1_000;

    public override long UtcNanos => StartNanos + (_millis - 1_000) * 1_000_000;

    public override long MonotonicMillis => _millis;

    public void Advance(int millis) => _millis += millis;
}
