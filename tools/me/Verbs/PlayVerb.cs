using System.CommandLine;
using System.Text.Json.Serialization;
using MatchingEngine.Client.Feed;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Feed.Recording;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me play</c>: plays a recorded feed to a channel, or into books.</summary>
internal static class PlayVerb
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "A file that me record has written." };
        Option<double> speed = CommonOptions.Bounded(
            "--speed",
            "1: in the time that it took, 2: in half of it; 0: as fast as the subscribers take it.",
            1.0, 0.0, 1e6);
        var books = new Option<bool>("--books")
        {
            Description = "Publishes nothing: builds the books and prints what they are at the end.",
        };
        Option<bool> json = CommonOptions.Json();
        var settings = new FeedConsumerSettings(hasSecondChannel: false);
        var command = new Command("play", "Plays a recorded feed to a channel, or into books.")
        {
            file, speed, books, json,
        };
        settings.AddTo(command);
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            using var reader = new FeedFileReader(parsed.GetValue(file)!);
            if (parsed.GetValue(books))
                return Build(reader, settings.Make(parsed), answer);
            using var ending = new Ending();
            long packets = FeedPlayer.Publish(reader, settings.Make(parsed), parsed.GetValue(speed), ending.Token);
            answer.Give(
                new { Ok = true, Packets = packets, Torn = reader.IsTorn },
                () => Console.WriteLine($"{packets} packets{(reader.IsTorn ? "; the recording breaks off" : "")}"));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static int Build(FeedFileReader reader, FeedConnectionOptions connection, Answer answer)
    {
        using var client = new MarketDataClient(
            new MarketDataClientOptions { Connection = connection with { Replay = null } }, new Ignoring());
        long packets = FeedPlayer.Build(reader, client);
        BuiltBook[] built = [.. client.OrderBooks.Select(book => BuiltBook.Of(book, client))];
        bool isWell = client.InconsistencyCount == 0;
        answer.Give(
            new { Ok = isWell, Packets = packets, Torn = reader.IsTorn, Books = built },
            () =>
            {
                Console.WriteLine($"{packets} packets{(reader.IsTorn ? "; the recording breaks off" : "")}");
                foreach (BuiltBook book in built)
                    Console.WriteLine(book.Text);
            });
        return isWell ? ExitCode.Ok : ExitCode.Failed;
    }

    private sealed class Ignoring : MarketDataHandler;

    private sealed record BuiltBook(
        uint SecurityId, FeedState State, long EngineSequence, int Orders, string OrderDigest, string LevelDigest)
    {
        [JsonIgnore]
        public string Text => $"{SecurityId} {State} after command {EngineSequence}, {Orders} orders, digest "
            + $"{OrderDigest}{(LevelDigest.Length == 0 ? "" : $", of price levels {LevelDigest}")}";

        public static BuiltBook Of(OrderBook book, MarketDataClient client) => new(
            book.SecurityId,
            book.State,
            book.EngineSequence,
            book.OrderCount,
            BookDigest.OfOrders(book).ToString(),
            client.PriceLevelBook(book.SecurityId) is { } levels ? BookDigest.OfLevels(levels).ToString() : "");
    }
}
