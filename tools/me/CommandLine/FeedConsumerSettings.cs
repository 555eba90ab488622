using System.CommandLine;
using System.Net;
using MatchingEngine.Client.Feed;
using MatchingEngine.MarketData;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>The options of a verb that receives the feed, and what they make.</summary>
/// <param name="hasSecondChannel">Whether it can receive a second channel as well.</param>
internal sealed class FeedConsumerSettings(bool hasSecondChannel)
{
    /// <summary>Tells an operator who has waited in vain what to look at.</summary>
    public const string NothingReceived =
        "Nothing was received. Does a service publish there (me serve), through this driver (--aeron-dir), on this "
        + "channel (--feed-channel)?";

    private readonly Option<string?> _aeronDirectory = CommonOptions.AeronDirectory();

    private readonly Option<string> _channel = new("--feed-channel")
    {
        Description = "Aeron channel of the feed.",
        DefaultValueFactory = _ => "aeron:ipc",
        HelpName = "URI",
    };

    private readonly Option<string?> _second = new("--feed-channel-b")
    {
        Description = "A second channel with the same content.",
        HelpName = "URI",
    };

    private readonly Option<IPEndPoint> _port = CommonOptions.EndPoint(
        "--feed-port", "Address and port where missed messages are asked for.",
        new IPEndPoint(IPAddress.Loopback, ReplayOptions.DefaultPort));

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_aeronDirectory, _channel, _port])
            command.Add(option);
        if (hasSecondChannel)
            command.Add(_second);
    }

    public FeedConnectionOptions Make(ParseResult parsed) => new()
    {
        AeronDirectory = parsed.GetValue(_aeronDirectory),
        Channel = parsed.GetValue(_channel)!,
        SecondChannel = hasSecondChannel ? parsed.GetValue(_second) : null,
        Replay = new ReplayClientOptions { EndPoint = parsed.GetValue(_port)! },
    };
}
