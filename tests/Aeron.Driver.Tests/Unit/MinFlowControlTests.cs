using MatchingEngine.AeronDriver.Flow;
using MatchingEngine.AeronDriver.Protocol;

namespace MediaDriverTests.Unit;

public sealed unsafe class MinFlowControlTests
{
    private const int Window = 1000;
    private const long Timeout = 5_000_000_000;
    private const long Second = 1_000_000_000;

    [Fact]
    public void Slowest_receiver_sets_the_limit()
    {
        MinFlowControl flow = Min();

        Assert.Equal(5000 + Window, Say(flow, receiver: 1, position: 5000, limit: 0));
        Assert.Equal(5000 + Window, Say(flow, receiver: 2, position: 9000, limit: 5000 + Window));
        Assert.Equal(7000 + Window, Say(flow, receiver: 1, position: 7000, limit: 5000 + Window));
    }

    [Fact]
    public void Receiver_that_falls_silent_counts_until_its_time_out()
    {
        MinFlowControl flow = Min();
        Say(flow, receiver: 1, position: 0, limit: 0, nowNanos: 0);
        Say(flow, receiver: 2, position: 500, limit: 0, nowNanos: Second);

        Assert.Equal(Window, flow.OnIdle(Window, Timeout));
        Assert.Equal(2, flow.ReceiverCount);
        Assert.Equal(500 + Window, flow.OnIdle(Window, Timeout + 1));
        Assert.Equal(1, flow.ReceiverCount);
        Assert.Equal(500 + Window, flow.OnIdle(500 + Window, Second + Timeout + 1));
        Assert.Equal(0, flow.ReceiverCount);
    }

    [Fact]
    public void Receiver_at_the_end_of_the_stream_or_with_an_error_counts_no_more()
    {
        MinFlowControl flow = Min();
        Say(flow, receiver: 1, position: 0, limit: 0);
        Say(flow, receiver: 2, position: 100, limit: 0);
        Say(flow, receiver: 3, position: 200, limit: 0);

        Assert.Equal(
            100 + Window, Say(flow, 1, position: 0, limit: Window, flags: StatusMessageFrame.EndOfStreamFlag));
        flow.OnReceiverGone(2);
        flow.OnReceiverGone(4);

        Assert.Equal(200 + Window, Say(flow, receiver: 3, position: 200, limit: Window));
        Assert.Equal(1, flow.ReceiverCount);
    }

    [Fact]
    public void Newcomer_that_is_a_window_behind_is_not_waited_for()
    {
        MinFlowControl flow = Min();
        Say(flow, receiver: 1, position: 5000, limit: 0);

        Say(flow, receiver: 2, position: 5000 - Window - 1, limit: 5000 + Window);
        Assert.Equal(1, flow.ReceiverCount);
        Say(flow, receiver: 2, position: 5000 - Window, limit: 5000 + Window);
        Assert.Equal(2, flow.ReceiverCount);
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(0, 0, true)]
    public void Group_is_there_with_as_many_receivers_as_it_asks_for(int required, int receivers, bool isThere)
    {
        var flow = new MinFlowControl(4, Timeout, required, groupTag: null);
        for (int receiver = 0; receiver < receivers; receiver++)
        {
            Say(flow, receiver, position: 0, limit: 0);
        }

        Assert.Equal(isThere, flow.HasRequiredReceivers);
    }

    [Fact]
    public void Receivers_outside_the_group_do_not_count()
    {
        var flow = new MinFlowControl(4, Timeout, 0, groupTag: 3);

        Assert.Equal(Window, Say(flow, receiver: 1, position: 0, limit: 0));
        Assert.Equal(0, flow.ReceiverCount);
        Say(flow, receiver: 2, position: 500, limit: 0, tag: 3);
        Assert.Equal(500 + Window, Say(flow, receiver: 1, position: 900, limit: 500 + Window));
        Assert.Equal(500 + Window, Say(flow, receiver: 4, position: 900, limit: 500 + Window, tag: 4));
        Assert.Equal(1, flow.ReceiverCount);
    }

    [Fact]
    public void Receivers_that_count_have_a_limit()
    {
        MinFlowControl flow = Min();
        for (int receiver = 0; receiver < MinFlowControl.MaxReceivers; receiver++)
        {
            Say(flow, receiver, position: 500, limit: 0);
        }

        Assert.Equal(500 + Window, Say(flow, receiver: -1, position: 0, limit: 500 + Window));
        Assert.Equal(MinFlowControl.MaxReceivers, flow.ReceiverCount);
        flow.OnReceiverGone(0);
        Say(flow, receiver: -1, position: 500, limit: 0);
        Assert.Equal(MinFlowControl.MaxReceivers, flow.ReceiverCount);
    }

    [Fact]
    public void Limit_waits_for_a_newcomer_until_it_says_where_it_stands()
    {
        MinFlowControl flow = Min();
        Say(flow, receiver: 1, position: 0, limit: 0);
        Ask(flow, receiver: 2, nowNanos: 1);

        Assert.Equal(Window, Say(flow, receiver: 1, position: 500, limit: Window, nowNanos: 2));
        Assert.Equal(300 + Window, Say(flow, receiver: 2, position: 300, limit: Window, nowNanos: 3));
        Ask(flow, receiver: 3, nowNanos: 4);
        Assert.Equal(300 + Window, Say(flow, receiver: 2, position: 500, limit: 300 + Window, nowNanos: 5));
    }

    [Fact]
    public void Newcomer_that_asks_again_and_again_and_never_joins_does_not_stop_the_others()
    {
        MinFlowControl flow = Min();
        long limit = Say(flow, receiver: 1, position: 0, limit: 0, nowNanos: 0);
        int held = 0;
        for (int second = 1; second <= 60; second++)
        {
            long nowNanos = second * Second;
            Ask(flow, receiver: 2, nowNanos);
            flow.OnIdle(limit, nowNanos + 1);
            long next = Say(flow, receiver: 1, position: second * 100, limit, nowNanos: nowNanos + 2);
            held += next == limit ? 1 : 0;
            limit = next;
        }

        Assert.InRange(held, 1, 15);
    }

    private static MinFlowControl Min() => new(4, Timeout, 0, groupTag: null);

    private static long Say(
        MinFlowControl flow,
        long receiver,
        long position,
        long limit,
        long nowNanos = 0,
        byte flags = 0,
        long? tag = null)
    {
        byte* frame = stackalloc byte[StatusMessageFrame.LengthWithGroupTag];
        var message = new StatusMessageFrame(frame);
        message.Write(flags, new StatusMessageFields(1, 2, 0, 0, Window, receiver, tag));
        return flow.OnStatusMessage(message, position, limit, nowNanos);
    }

    private static void Ask(MinFlowControl flow, long receiver, long nowNanos)
    {
        byte* frame = stackalloc byte[StatusMessageFrame.Length];
        var message = new StatusMessageFrame(frame);
        message.Write(
            StatusMessageFrame.SendSetupFlag, new StatusMessageFields(1, 2, 0, 0, 0, receiver, null));
        flow.OnSetupRequested(message, nowNanos);
    }
}
