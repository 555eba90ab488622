using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Loss;
using MediaDriverTests.Support;

namespace MediaDriverTests.Unit;

public sealed class LossDetectorTests : IDisposable
{
    private readonly string _path = TestDriver.NewDirectoryName();
    private readonly LogBuffer _log;
    private readonly LossDetector _detector = new(NakDelay.Unicast(1000, 100));

    public LossDetectorTests() => _log = LogBuffer.Create(_path, new LogSettings
    {
        Type = LogType.Image,
        CorrelationId = 1,
        SessionId = 2,
        StreamId = 3,
        InitialTermId = 4,
        TermLength = LogLayout.MinTermLength,
        MtuLength = 1408,
    });

    [Fact]
    public void Log_without_gap_is_whole_up_to_what_was_received()
    {
        _log.Pad(0, 64);
        _log.Pad(64, 96);

        Assert.Equal(160, _detector.Scan(_log, 0, 160, 0, out bool isDue));
        Assert.False(isDue);
        Assert.False(_detector.FoundNewGap);
    }

    [Fact]
    public void Gap_is_due_when_it_has_lasted_and_again_after_a_longer_time()
    {
        _log.Pad(0, 64);
        _log.Pad(192, 64);

        Assert.False(ScanIsDue(0));
        Assert.True(_detector.FoundNewGap);
        Assert.Equal((4, 64, 128), (_detector.GapTermId, _detector.GapTermOffset, _detector.GapLength));
        Assert.False(ScanIsDue(999));
        Assert.False(_detector.FoundNewGap);
        Assert.True(ScanIsDue(1000));
        Assert.False(ScanIsDue(100_999));
        Assert.True(ScanIsDue(101_000));

        bool ScanIsDue(long nowNanos)
        {
            Assert.Equal(64, _detector.Scan(_log, 0, 256, nowNanos, out bool isDue));
            return isDue;
        }
    }

    [Fact]
    public void Missing_tail_reaches_to_what_is_known_to_exist()
    {
        _log.Pad(0, 64);

        _detector.Scan(_log, 0, 320, 0, out _);

        Assert.Equal(256, _detector.GapLength);
    }

    [Fact]
    public void Scan_ends_with_the_term_and_goes_on_in_the_next()
    {
        _log.Pad(0, _log.TermLength);
        _log.Pad(_log.TermLength, 32);

        long next = _detector.Scan(_log, 0, _log.TermLength + 32, 0, out _);
        Assert.Equal(_log.TermLength, next);
        Assert.Equal(_log.TermLength + 32, _detector.Scan(_log, next, _log.TermLength + 32, 0, out _));
    }

    public void Dispose() => _log.DisposeAndDelete();
}
