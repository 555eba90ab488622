using System.Net;

namespace MatchingEngine.Client.Tests;

public sealed class ConversionTests
{
    public static TheoryData<string, long> Prices => new()
    {
        { "0", 0 },
        { "101.25", 10_125_000_000 },
        { "101.250000000000", 10_125_000_000 },
        { "-0.00000001", -1 },
        { "92233720368.54775807", long.MaxValue },
        { "-92233720368.54775808", long.MinValue },
    };

    [Theory]
    [MemberData(nameof(Prices))]
    public void Price_converts_exactly_both_ways(string text, long mantissa)
    {
        decimal price = decimal.Parse(text);
        Assert.Equal(mantissa, PriceConverter.ToMantissa(price));
        Assert.Equal(price, PriceConverter.ToDecimal(mantissa));
    }

    [Theory]
    [InlineData("0.000000001")]
    [InlineData("1.0000000000000000000000000001")]
    [InlineData("92233720368.54775808")]
    [InlineData("-92233720368.54775809")]
    [InlineData("79228162514264337593543950335")]
    public void Price_that_is_too_fine_or_too_large_is_refused_not_rounded(string text)
    {
        decimal price = decimal.Parse(text);
        Assert.False(PriceConverter.TryToMantissa(price, out long mantissa));
        Assert.Equal(0, mantissa);
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceConverter.ToMantissa(price));
    }

    [Fact]
    public void Any_mantissa_survives_the_way_to_decimal_and_back()
    {
        const int seed = 20_240_611;
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++)
        {
            long mantissa = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            Assert.True(
                PriceConverter.TryToMantissa(PriceConverter.ToDecimal(mantissa), out long back) && back == mantissa,
                $"Seed {seed}: {mantissa}.");
        }
    }

    [Fact]
    public void Key_from_base64_signs_as_its_bytes_do()
    {
        byte[] bytes = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
        byte[] block = [.. Enumerable.Repeat((byte)9, 64)];
        byte[] fromText = new byte[SessionKey.SignatureSize];
        byte[] fromBytes = new byte[SessionKey.SignatureSize];
        var key = SessionKey.FromBase64(Convert.ToBase64String(bytes));
        key.Sign(block, fromText);
        new SessionKey(bytes).Sign(block.AsSpan(0, 32), fromBytes);
        Assert.Equal(fromBytes, fromText);
        Assert.DoesNotContain(Convert.ToBase64String(bytes), key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_that_is_no_base64_or_too_short_is_refused()
    {
        Assert.Throws<FormatException>(() => SessionKey.FromBase64("not base64!"));
        Assert.Throws<ArgumentException>(() => new SessionKey(new byte[15]));
    }

    public static TheoryData<OrderEntryClientOptions> BadOptions => new()
    {
        Options(sessionID: 0),
        Options(keepAlive: 99),
        Options(keepAlive: 60_001),
        Options(window: 3),
        Options(window: 1),
        Options(window: 1 << 20),
        Options(sendBuffer: 1_023),
        Options(receiveBuffer: 1_023),
        Options(connectTimeout: 0),
        Options(responseTimeout: 0),
        Options(reconnect: new ReconnectPolicy { MaxDelayMillis = 99 }),
        Options(resumeFrom: new SessionResumePoint(0, 1, 1)),
        Options(resumeFrom: new SessionResumePoint(1, 1, 0)),
        Options(resumeFrom: new SessionResumePoint(1, 1, 1), sessionVerID: 5),
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void Option_out_of_range_is_refused(OrderEntryClientOptions options) =>
        Assert.ThrowsAny<ArgumentException>(() => new OrderEntryClient(options, new RecordingHandler()));

    [Fact]
    public void Handler_serves_one_client()
    {
        var handler = new RecordingHandler();
        using var first = new OrderEntryClient(Options(), handler);
        Assert.Throws<InvalidOperationException>(() => new OrderEntryClient(Options(), handler));
        Assert.Throws<InvalidOperationException>(() => new RecordingHandler().AttachedClient);
    }

    private static OrderEntryClientOptions Options(
        uint sessionID = 1,
        uint keepAlive = 1_000,
        int window = 1_024,
        int sendBuffer = 4_096,
        int receiveBuffer = 4_096,
        int connectTimeout = 1_000,
        int responseTimeout = 1_000,
        ReconnectPolicy? reconnect = null,
        SessionResumePoint? resumeFrom = null,
        ulong sessionVerID = 0) => new()
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 1),
            SessionID = sessionID,
            Key = ClientHarness.Key,
            KeepAliveIntervalMillis = keepAlive,
            WindowSize = window,
            SendBufferBytes = sendBuffer,
            ReceiveBufferBytes = receiveBuffer,
            ConnectTimeoutMillis = connectTimeout,
            ResponseTimeoutMillis = responseTimeout,
            Reconnect = reconnect ?? ReconnectPolicy.None,
            ResumeFrom = resumeFrom,
            SessionVerID = sessionVerID,
        };
}
