using System.CommandLine;
using System.Net;
using MatchingEngine.MarketData;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>The options of a verb that publishes, and what they make.</summary>
internal sealed class FeedSettings
{
    private const int MiB = 1 << 20;
    private const int DefaultStoreMiB = 16;

    private readonly Option<bool> _none = new("--no-feed") { Description = "Publish nothing." };

    private readonly Option<string> _channel = new("--feed-channel")
    {
        Description = "Aeron channel of all streams.",
        DefaultValueFactory = _ => FeedOptions.DefaultChannel,
        HelpName = "URI",
    };

    private readonly Option<string?> _second = new("--feed-channel-b")
    {
        Description = "A second Aeron channel with the same content, for subscribers of both. Default: none.",
        HelpName = "URI",
    };

    private readonly Option<int> _depth = CommonOptions.Bounded(
        "--feed-depth", "Price levels of a side that are published; 0 for all.", 10, 0, FeedOptions.MaxDepth);

    private readonly Option<IPEndPoint> _port = CommonOptions.EndPoint(
        "--feed-port", "Address and port where missed messages are asked for; port 0 takes a free one.",
        new IPEndPoint(IPAddress.Loopback, ReplayOptions.DefaultPort));

    private readonly Option<int> _storeMiB = CommonOptions.Bounded(
        "--feed-store-mib", "MiB of recent messages of each stream that are kept, a power of two.",
        DefaultStoreMiB, 1, FeedOptions.MaxStoreLength / MiB);

    private readonly Option<int> _lingerMillis = CommonOptions.Bounded(
        "--feed-linger-millis",
        "At the end: how long to wait at the most for subscribers that have not received everything; 0 for not at all.",
        FeedServiceOptions.DefaultLingerMillis, 0, FeedServiceOptions.MaxLingerMillis);

    private readonly Option<string?> _aeronDirectory = CommonOptions.AeronDirectory();

    private readonly Option<bool> _external = new("--external-driver")
    {
        Description = "A media driver runs in the directory already. Default: the service brings its own.",
    };

    public void AddTo(Command command)
    {
        Option[] options =
            [_none, _channel, _second, _depth, _port, _storeMiB, _lingerMillis, _aeronDirectory, _external];
        foreach (Option option in options)
            command.Add(option);
    }

    /// <returns>Null when nothing is to be published.</returns>
    /// <exception cref="InvalidDataException">The size of the store is no power of two.</exception>
    public FeedServiceOptions? Make(ParseResult parsed)
    {
        if (parsed.GetValue(_none))
            return null;
        int storeMiB = parsed.GetValue(_storeMiB);
        if (!int.IsPow2(storeMiB))
            throw new InvalidDataException($"--feed-store-mib must be a power of two, not {storeMiB}.");
        return new FeedServiceOptions
        {
            AeronDirectory = parsed.GetValue(_aeronDirectory),
            LingerMillis = parsed.GetValue(_lingerMillis),
            IsDriverExternal = parsed.GetValue(_external),
            Feed = new FeedOptions
            {
                Channel = parsed.GetValue(_channel)!,
                SecondChannel = parsed.GetValue(_second),
                Depth = parsed.GetValue(_depth),
                StoreLength = storeMiB * MiB,
            },
            Replay = new ReplayOptions { ListenEndPoint = parsed.GetValue(_port)! },
        };
    }
}
