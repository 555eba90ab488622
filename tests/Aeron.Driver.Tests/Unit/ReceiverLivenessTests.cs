using MatchingEngine.AeronDriver.Publications;

namespace MediaDriverTests.Unit;

public class ReceiverLivenessTests
{
    [Fact]
    public void Receivers_of_strangers_take_a_fixed_room_and_make_place_when_they_fall_silent()
    {
        var liveness = new ReceiverLiveness(timeoutNanos: 100);
        for (long receiver = 0; receiver < 2 * ReceiverLiveness.MaxReceivers; receiver++)
        {
            liveness.OnHeard(receiver, nowNanos: 0);
        }

        Assert.Equal(ReceiverLiveness.MaxReceivers, liveness.Count);
        liveness.OnTime(nowNanos: 101);
        Assert.Equal(0, liveness.Count);
        liveness.OnHeard(-1, nowNanos: 101);
        Assert.True(liveness.Remove(-1));
    }
}
