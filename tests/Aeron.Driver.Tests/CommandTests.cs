using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Inspection;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

public class CommandTests
{
    private const int InvalidChannel = 1;
    private const int UnknownSubscription = 2;
    private const int UnknownPublication = 3;
    private const int UnknownCounter = 5;
    private const int UnknownCommandType = 6;
    private const int MalformedCommand = 7;
    private const int NotSupported = 8;
    private const int GenericError = 11;

    [Theory]
    [InlineData("aeron:ipc?colour=red", InvalidChannel, "unknown parameter 'colour'")]
    [InlineData("aeron:carrier-pigeon", InvalidChannel, "unknown media 'carrier-pigeon'")]
    [InlineData("http://example.com", InvalidChannel, "begin with 'aeron:'")]
    [InlineData("aeron:udp", InvalidChannel, "endpoint")]
    [InlineData("aeron:udp?endpoint=localhost", InvalidChannel, "host:port")]
    [InlineData("aeron:udp?endpoint=localhost:0", InvalidChannel, "port")]
    [InlineData("aeron:udp?endpoint=224.0.1.2:4000", InvalidChannel, "odd byte")]
    [InlineData("aeron:ipc?term-length=100000", InvalidChannel, "term-length")]
    [InlineData("aeron:ipc?term-length=64k|mtu=1409", InvalidChannel, "mtu")]
    [InlineData("aeron:ipc?term-length=64k|mtu=16k", InvalidChannel, "mtu")]
    [InlineData("aeron:ipc?init-term-id=5", InvalidChannel, "go together")]
    [InlineData("aeron:ipc?linger=soon", InvalidChannel, "duration")]
    [InlineData("aeron:ipc?eos=perhaps", InvalidChannel, "true or false")]
    [InlineData("aeron:ipc?stream-id=4", InvalidChannel, "stream-id")]
    [InlineData("aeron:udp?endpoint=localhost:4000|fc=best", InvalidChannel, "fc")]
    [InlineData("aeron:udp?endpoint=localhost:4000|so-sndbuf=4k|mtu=8k", InvalidChannel, "so-sndbuf")]
    [InlineData("aeron:ipc?tags=1", NotSupported, "tags")]
    [InlineData("aeron:udp?control-mode=response|control=localhost:4000", NotSupported, "response")]
    [InlineData("aeron:udp?endpoint=no.such.host.invalid:4000", 9, "unknown host")]
    public void Channel_that_cannot_be_served_is_refused_with_a_reason(string channel, int code, string reason)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        long id = client.Send(PeerClient.AddPublicationType, command => command.Int(10).Text(channel));

        (int actualCode, string message) = client.AwaitError(id);
        Assert.Equal(code, actualCode);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Equal(1, driver.Counter(SystemCounter.Errors));
    }

    [Theory]
    [InlineData("aeron:udp?endpoint=localhost:0|rcv-wnd=256k|so-rcvbuf=128k", InvalidChannel, "so-rcvbuf")]
    [InlineData("aeron:udp?endpoint=localhost:0|cc=cubic", NotSupported, "cc=static")]
    [InlineData("aeron:udp?control-mode=manual", NotSupported, "multi-destination subscriptions")]
    [InlineData("aeron-spy:aeron:ipc", InvalidChannel, "unknown media")]
    public void Subscription_that_cannot_be_served_is_refused_with_a_reason(string channel, int code, string reason)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        long id = client.Send(PeerClient.AddSubscriptionType, command => command.Long(-1).Int(10).Text(channel));

        (int actualCode, string message) = client.AwaitError(id);
        Assert.Equal(code, actualCode);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_is_answered_whatever_its_channel_says()
    {
        const int Seed = 7;
        string[] values =
        [
            string.Empty, "0", "-1", "64k", "2g", "1g", "9223372036854775807", "-2147483648", "true", "tag:5", "5s",
            "9999999999s", "127.0.0.1:0", "127.0.0.1:65535", "[::1]:0", "[::1%lo]:0", "[]:1", ":", "::1:5", "[::1:9",
            "255.255.255.255:9", "0.0.0.0:0", "127.0.0.1:0:0", "127.0.0.1/8", "127.0.0.1/999:0", "224.0.1.1:0",
            "[ff02::1]:0", new string('a', 300) + ":4000", "a..b:4000", "\u0001\u007f:1", "min,g:/", "tagged,g:1/1,t:1s",
            "dynamic", "manual",
        ];
        string[] keys =
        [
            "endpoint", "interface", "control", "control-mode", "term-length", "mtu", "init-term-id", "term-id",
            "term-offset", "session-id", "linger", "fc", "gtag", "rcv-wnd", "pub-wnd", "so-rcvbuf", "so-sndbuf", "ttl",
            "max-resend", "nak-delay", "untethered-resting-timeout",
        ];
        int[] types = [PeerClient.AddPublicationType, PeerClient.AddSubscriptionType, 0x07];
        var random = new Random(Seed);
        MediaDriverContext context = TestDriver.NewContext();
        using MediaDriver driver = MediaDriver.Launch(context);
        using var client = new PeerClient(context.DirectoryName, () => driver.Invoke());
        using PeerPublication manual = client.AddPublication(
            $"aeron:udp?control=127.0.0.1:{Ports.Free()}|control-mode=manual", 1);
        for (int attempt = 0; attempt < 1_500; attempt++)
        {
            var channel = new System.Text.StringBuilder(
                random.Next(4) == 0 ? "aeron:ipc?" : "aeron:udp?endpoint=127.0.0.1:0");
            for (int count = random.Next(4); count > 0; count--)
            {
                channel.Append('|').Append(keys[random.Next(keys.Length)]);
                channel.Append('=').Append(values[random.Next(values.Length)]);
            }

            int type = types[random.Next(types.Length)];
            long id = client.Send(type, command =>
            {
                if (type != PeerClient.AddPublicationType)
                {
                    command.Long(manual.CorrelationId);
                }

                (type == 0x07 ? command : command.Int(10)).Text(channel.ToString());
            });
            PeerResponse reply = Answer(client, id, $"seed {Seed}, attempt {attempt}: {channel}");
            if (reply.Type is PeerClient.OnPublicationReady or PeerClient.OnSubscriptionReady)
            {
                client.AwaitReply(client.Send(
                    type == PeerClient.AddPublicationType
                        ? PeerClient.RemovePublicationType
                        : PeerClient.RemoveSubscriptionType,
                    command => command.Long(id)));
            }

            client.Heard.Clear();
        }

        Assert.DoesNotContain(
            driver.Services.Cnc.ErrorLog.Read(),
            error => error.Text.Contains("Exception", StringComparison.Ordinal)
                && !error.Text.StartsWith("System.IO.IOException: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_command_gets_an_error()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        Assert.Equal(UnknownCommandType, client.AwaitError(client.Send(0x7F)).Code);
    }

    [Fact]
    public void Command_that_is_too_short_gets_an_error()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        long id = client.Send(PeerClient.AddPublicationType, command => command.Int(10).Int(500));

        Assert.Equal(MalformedCommand, client.AwaitError(id).Code);
    }

    [Theory]
    [InlineData(PeerClient.RemovePublicationType, UnknownPublication)]
    [InlineData(PeerClient.RemoveSubscriptionType, UnknownSubscription)]
    [InlineData(0x0A, UnknownCounter)]
    [InlineData(0x07, UnknownPublication)]
    public void Removing_what_is_not_there_gets_an_error(int type, int code)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        Assert.Equal(code, client.AwaitError(client.Send(type, command => command.Long(4711).Int(0))).Code);
    }

    [Fact]
    public void Commands_and_replies_go_round_the_ends_of_small_buffers()
    {
        using var driver = new TestDriver(context =>
        {
            context.ToDriverBufferLength = 4096 + 768;
            context.ToClientsBufferLength = 4096 + 128;
        });
        PeerClient client = driver.Connect();

        for (int number = 0; number < 500; number++)
        {
            string channel = "aeron:ipc?colour=" + new string('x', number % 97);
            long id = client.Send(PeerClient.AddPublicationType, command => command.Int(10).Text(channel));
            Assert.Equal(InvalidChannel, client.AwaitError(id).Code);
        }
    }

    [Fact]
    public void Destination_of_another_address_family_is_refused()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerPublication publication = client.AddPublication(
            $"aeron:udp?control=127.0.0.1:{Ports.Free()}|control-mode=manual", 10);

        long id = client.Send(
            0x07, command => command.Long(publication.CorrelationId).Text("aeron:udp?endpoint=[::1]:4000"));

        (int code, string message) = client.AwaitError(id);
        Assert.Equal(InvalidChannel, code);
        Assert.Contains("address family", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subscription_to_several_destinations_is_refused()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        long id = client.Send(0x0C, command => command.Long(1).Text("aeron:udp?endpoint=localhost:4000"));

        Assert.Equal(NotSupported, client.AwaitError(id).Code);
    }

    [Fact]
    public void Driver_is_not_ended_by_a_client_unless_it_is_allowed()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        Assert.Equal(GenericError, client.AwaitError(client.Send(0x0E, command => command.Int(0))).Code);
    }

    [Fact]
    public void Driver_is_ended_by_a_client_with_the_right_token()
    {
        int ended = 0;
        using var driver = new TestDriver(context =>
        {
            context.TerminationValidator = token => token.AsSpan().SequenceEqual("open sesame"u8);
            context.TerminationHook = () => ended++;
        });
        PeerClient client = driver.Connect();

        client.AwaitError(client.Send(0x0E, command => command.Text("wrong")));
        client.Send(0x0E, command => command.Text("open sesame"));

        Await.That("hook", () => ended == 1, client.Turn);
    }

    [Fact]
    public void Counters_of_clients_come_and_go_and_all_hear_of_it()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        PeerClient witness = driver.Connect();

        long id = client.Send(0x09, command => command.Int(1001).Text("key").Align().Text("my counter"));
        int counterId = client.AwaitReply(id).Int(8);

        CounterSnapshot counter = driver.Counters().Single(each => each.Id == counterId);
        Assert.Equal("my counter", counter.Label);
        Assert.Equal(1001, counter.TypeId);
        Assert.Equal(client.Id, counter.OwnerId);
        Assert.Equal("key"u8, counter.Key.Span[..3]);
        client.AwaitReply(client.Send(0x0A, command => command.Long(id)));
        witness.Await("the end", each => each.Type == PeerClient.OnUnavailableCounter && each.Long(0) == id);
        Assert.DoesNotContain(driver.Counters(), each => each.Id == counterId);
    }

    [Fact]
    public void Static_counter_is_the_same_for_all_who_ask()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        int first = client.AwaitReply(AddStatic()).Int(8);
        int second = client.AwaitReply(AddStatic()).Int(8);

        Assert.Equal(first, second);

        long AddStatic() => client.Send(
            0x0F, command => command.Long(5).Int(1002).Text("").Align().Text("static"));
    }

    [Fact]
    public void Session_ids_are_given_out_once()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();

        int first = client.AwaitReply(client.Send(0x12, command => command.Int(10))).Int(8);
        int second = client.AwaitReply(client.Send(0x12, command => command.Int(10))).Int(8);

        Assert.NotEqual(first, second);
        Assert.False(first is >= -1 and <= 1000);
    }

    [Theory]
    [InlineData("aeron:ipc?session-id=7|mtu=2048", "mtu")]
    [InlineData("aeron:ipc?session-id=8", "session-id")]
    [InlineData("aeron:ipc?session-id=7|term-length=128k", "term-length")]
    public void Publication_that_shares_a_log_must_ask_for_the_same(string channel, string reason)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerPublication first = client.AddPublication("aeron:ipc?session-id=7|term-length=64k", 10);

        long id = client.Send(PeerClient.AddPublicationType, command => command.Int(10).Text(channel));

        Assert.Contains(reason, client.AwaitError(id).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("so-sndbuf=64k", "so-sndbuf=128k", "so-sndbuf")]
    [InlineData("so-rcvbuf=256k", "so-rcvbuf=512k", "so-rcvbuf")]
    [InlineData("ttl=1", "ttl=2", "ttl")]
    [InlineData("alias=a", "control-mode=dynamic", "control-mode")]
    public void Publication_that_shares_sockets_must_ask_for_the_same(string first, string second, string reason)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = $"{Ports.Channel()}|control=127.0.0.1:{Ports.Free()}|";
        using PeerPublication shared = client.AddPublication(channel + first, 10);
        using PeerPublication silent = client.AddPublication(channel + "alias=b", 11);

        long sameStream = client.Send(
            PeerClient.AddPublicationType, command => command.Int(10).Text(channel + second));
        long otherStream = client.Send(
            PeerClient.AddPublicationType, command => command.Int(12).Text(channel + second));

        Assert.Contains(reason, client.AwaitError(sameStream).Message, StringComparison.Ordinal);
        Assert.Contains(reason, client.AwaitError(otherStream).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("so-rcvbuf=256k", "so-rcvbuf=512k", "so-rcvbuf")]
    [InlineData("gtag=1", "gtag=2", "gtag")]
    [InlineData("alias=a", "gtag=2", "gtag")]
    public void Subscription_that_shares_sockets_must_ask_for_the_same(string first, string second, string reason)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel() + "|";
        using PeerSubscription shared = client.AddSubscription(channel + first, 10);
        using PeerSubscription silent = client.AddSubscription(channel + "alias=b", 10);

        long id = client.Send(
            PeerClient.AddSubscriptionType, command => command.Long(-1).Int(11).Text(channel + second));

        Assert.Contains(reason, client.AwaitError(id).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void System_counters_are_where_tools_look_for_them()
    {
        using var driver = new TestDriver();

        CounterSnapshot[] system = [.. driver.Counters().Where(each => each.TypeId == 0)];

        Assert.Equal(46, system.Length);
        Assert.Equal(Enumerable.Range(0, 46), system.Select(each => each.Id));
        Assert.All(system, each => Assert.Equal(each.Id, BitConverter.ToInt32(each.Key.Span)));
        Assert.Equal("Bytes sent", system[0].Label);
        Assert.StartsWith("Errors", system[15].Label, StringComparison.Ordinal);
        Assert.Equal(65536, system[43].Value);
    }

    private static PeerResponse Answer(PeerClient client, long correlationId, string what) => client.Await(
        what,
        each => each.Long(0) == correlationId
            && each.Type is not PeerClient.OnAvailableImage and not PeerClient.OnUnavailableImage);
}
