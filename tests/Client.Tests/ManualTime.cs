namespace MatchingEngine.Client.Tests;

/// <summary>Time that stands still until it is told to go on.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _millis = 1_000;
    private long _wallStepMillis;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => _millis;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMilliseconds(_millis + _wallStepMillis);

    public void Advance(long millis) => _millis += millis;

    /// <summary>Somebody sets the wall clock.</summary>
    public void StepWall(long millis) => _wallStepMillis += millis;
}
