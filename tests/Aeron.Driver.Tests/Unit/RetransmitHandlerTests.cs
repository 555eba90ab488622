using MatchingEngine.AeronDriver.Flow;

namespace MediaDriverTests.Unit;

public class RetransmitHandlerTests
{
    private readonly Resender _resender = new();

    [Fact]
    public void Range_is_sent_once_while_late_requests_for_it_may_still_come()
    {
        var handler = new RetransmitHandler(isGroup: false, 16, 0, 100);

        handler.OnNak(1, 64, 128, 0, _resender);
        handler.OnNak(1, 96, 32, 50, _resender);
        handler.OnTime(100, _resender);
        handler.OnNak(1, 96, 32, 100, _resender);

        Assert.Equal([(1, 64, 128), (1, 96, 32)], _resender.Sent);
    }

    [Fact]
    public void Single_receiver_that_asks_for_something_else_gets_it_at_once()
    {
        var handler = new RetransmitHandler(isGroup: false, 16, 0, 100);

        handler.OnNak(1, 0, 64, 0, _resender);
        handler.OnNak(1, 512, 64, 1, _resender);

        Assert.Equal(2, _resender.Sent.Count);
    }

    [Fact]
    public void Group_has_a_limit_of_ranges_at_a_time()
    {
        var handler = new RetransmitHandler(isGroup: true, 2, 0, 100);

        Assert.True(handler.OnNak(1, 0, 64, 0, _resender));
        Assert.True(handler.OnNak(1, 128, 64, 0, _resender));
        Assert.False(handler.OnNak(1, 256, 64, 0, _resender));
        handler.OnTime(100, _resender);
        Assert.True(handler.OnNak(1, 256, 64, 100, _resender));
    }

    [Fact]
    public void Delayed_range_is_sent_when_it_is_due()
    {
        var handler = new RetransmitHandler(isGroup: true, 2, 10, 100);

        handler.OnNak(1, 0, 64, 0, _resender);
        handler.OnTime(9, _resender);
        Assert.Empty(_resender.Sent);
        handler.OnTime(10, _resender);
        Assert.Single(_resender.Sent);
    }

    private sealed class Resender : IResender
    {
        public List<(int TermId, int TermOffset, int Length)> Sent { get; } = [];

        public void Resend(int termId, int termOffset, int length) => Sent.Add((termId, termOffset, length));
    }
}
