// What stands between the marks is in the README of the client, word by word.
// <readme>
using MatchingEngine.Client;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
// </readme>

namespace FeedClientTests.Readme;

// <readme>
internal sealed class Ladder : MarketDataHandler
{
    public override void OnOrderBook(OrderBook book)
    {
        // Called when a command has changed a book, and only with a book that is complete and right.
        if (book.TryGetBest(MDEntryType.Bid, out BookLevel bid))
            Console.WriteLine($"{book.SecurityId}: {bid.Quantity} bid at {PriceConverter.ToDecimal(bid.Price)}");
        foreach (BookOrder order in book.OrdersAt(MDEntryType.Offer, rank: 0))
            Console.WriteLine($"  offer {order.OrderId}: {order.Quantity} at {PriceConverter.ToDecimal(order.Price)}");
    }

    public override void OnTrade(in TradeBlock trade) =>
        Console.WriteLine($"{trade.LastQty} at {PriceConverter.ToDecimal(trade.LastPx)}, {trade.AggressorSide} took");

    public override void OnBookState(FeedStream stream, uint securityId, FeedState state) =>
        Console.WriteLine($"{stream} of {securityId}: {state}");
}
// </readme>

// <readme>
internal sealed class Clearing : DropCopyHandler
{
    public override void OnFill(in FillBlock fill) => Console.WriteLine(
        $"fill {fill.ApplSeqNum}: {fill.LastQty} at {PriceConverter.ToDecimal(fill.LastPx)}, "
        + $"session {fill.Maker.SessionID} with session {fill.Taker.SessionID}");

    public override void OnStopped(DropCopyStop reason, string detail) => Console.WriteLine($"{reason}: {detail}");
}
// </readme>

internal static class Sample
{
    public static void Run(string? aeronDirectory, System.Net.IPEndPoint replay, string checkpoint, CancellationToken end)
    {
        // <readme>
        var connection = new FeedConnectionOptions
        {
            AeronDirectory = aeronDirectory,    // null: the directory that Aeron takes for this user
            Channel = "aeron:ipc",              // or aeron:udp?endpoint=...; SecondChannel for an A and B feed
            Replay = new ReplayClientOptions { EndPoint = replay },    // me serve: 127.0.0.1:9011
        };
        using var market = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = connection,
                Streams = [FeedStream.Orders, FeedStream.Trades],
                Instruments = [1],
            },
            new Ladder());
        using var dropCopy = new DropCopyClient(
            new DropCopyClientOptions { Connection = connection, CheckpointFile = checkpoint }, new Clearing());
        while (!end.IsCancellationRequested)
        {
            if (market.DoWork() + dropCopy.DoWork() == 0)
                Thread.Sleep(1);    // or spin
        }
        // </readme>
    }
}
