using Adaptive.Aeron;

namespace AeronClientTests;

public class ChannelUriTests
{
    [Theory]
    [InlineData("aeron:ipc")]
    [InlineData("aeron:udp?endpoint=[::1]:40456|unknown=a=b")]
    [InlineData("aeron-spy:aeron:udp?endpoint=localhost:1|session-id=-5")]
    [InlineData("aeron:udp?endpoint=|mtu=1")]
    public void Channel_is_the_same_after_being_taken_apart(string channel) =>
        Assert.Equal(channel, ChannelUri.Parse(channel).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("aeron")]
    [InlineData("aeron:tcp")]
    [InlineData("udp?endpoint=localhost:1")]
    [InlineData("aeron:udp?endpoint")]
    [InlineData("aeron:udp?=x")]
    [InlineData("aeron:udp?")]
    public void What_is_no_channel_is_refused(string channel) =>
        Assert.Throws<ArgumentException>(() => ChannelUri.Parse(channel));

    [Fact]
    public void Too_long_a_channel_is_refused() =>
        Assert.Throws<ArgumentException>(() => ChannelUri.Parse("aeron:ipc?alias=" + new string('x', 4080)));

    [Fact]
    public void Parts_are_found()
    {
        ChannelUri uri = ChannelUri.Parse("aeron-spy:aeron:udp?tags=5,6|endpoint=localhost:0");
        Assert.Equal("aeron-spy", uri.Prefix());
        Assert.True(uri.IsUdp);
        Assert.Equal("5", uri.ChannelTag());
        Assert.Equal("6", uri.EntityTag());
        Assert.Null(uri.Get("mtu"));
        Assert.Equal("x", uri.Get("mtu", "x"));
        uri.ReplaceEndpointWildcardPort("127.0.0.1:4000");
        Assert.Equal("localhost:4000", uri.Get("endpoint"));
        Assert.Equal(12, ChannelUri.GetTag("tag:12"));
        Assert.Equal(-1, ChannelUri.GetTag("12"));
        Assert.Equal("aeron:ipc?session-id=-3", ChannelUri.AddSessionId("aeron:ipc?session-id=9", -3));
        Assert.Equal("aeron:ipc?alias=a", ChannelUri.AddAliasIfAbsent("aeron:ipc?alias=a", "b"));
    }

    [Fact]
    public void Builder_puts_a_channel_together()
    {
        string channel = new ChannelUriStringBuilder()
            .Media("udp").Endpoint("localhost:9").TermLength(65536).Mtu(1408).SessionId(-1).Linger(5_000_000)
            .Reliable(false).MinFlowControl(3, "5s").Alias("fills").Build();

        Assert.Equal(
            "aeron:udp?endpoint=localhost:9|mtu=1408|term-length=64k|session-id=-1|reliable=false|linger=5ms|" +
            "alias=fills|fc=min,g:/3,t:5s",
            channel);
        var again = new ChannelUriStringBuilder(channel);
        Assert.Equal(65536, again.TermLength());
        Assert.Equal(5_000_000, again.Linger());
        Assert.False(again.Reliable());
        Assert.Null(again.Tether());
        Assert.Equal(64 * 1024, new ChannelUriStringBuilder("aeron:ipc?term-length=64k").TermLength());
        Assert.Equal("tagged,g:7/2,t:1s", new ChannelUriStringBuilder().TaggedFlowControl(7, 2, "1s").FlowControl());
    }

    [Fact]
    public void Position_becomes_term_and_offset_also_when_ids_wrap()
    {
        string channel = new ChannelUriStringBuilder()
            .Media("ipc").InitialPosition((65536L * 3) + 64, int.MaxValue, 65536).Build();

        Assert.Equal(
            "aeron:ipc?term-length=64k|init-term-id=2147483647|term-id=-2147483646|term-offset=64", channel);
    }

    [Fact]
    public void Builder_refuses_what_cannot_be()
    {
        Assert.Throws<ArgumentException>(() => new ChannelUriStringBuilder().Validate());
        Assert.Throws<ArgumentException>(() => new ChannelUriStringBuilder().Media("udp").Validate());
        Assert.Throws<ArgumentException>(() => new ChannelUriStringBuilder().Media("ipc").TermId(1).Validate());
        Assert.Throws<ArgumentException>(() => new ChannelUriStringBuilder().Media("tcp"));
        Assert.Throws<ArgumentException>(() => new ChannelUriStringBuilder().Mtu(1000));
        Assert.Throws<InvalidOperationException>(() => new ChannelUriStringBuilder().TermLength(100_000));
        Assert.Throws<ArgumentException>(() => new ChannelUriStringBuilder().TermOffset(33));
    }

    [StandInFact]
    public void Value_that_would_be_another_parameter_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ChannelUriStringBuilder().Alias("a|b"));
}
