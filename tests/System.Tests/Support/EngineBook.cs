using MatchingEngine.Client.Feed;
using MatchingEngine.Core;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.SystemTests.Support;

/// <summary>The book that the engine has at the end of a journal, as the feed would show it.</summary>
internal static class EngineBook
{
    public static string DigestOf(string data)
    {
        var core = new MatchingCore(CoreLimits.Default);
        JournalReplay.Run(data, core, new Nobody(), long.MaxValue, null);
        var builder = BookDigestBuilder.Start();
        builder.BeginSide(MDEntryType.Bid);
        foreach (RestingOrder order in core.GetOrders(Flows.SecurityId, Messages.Side.Buy))
            builder.Add(new BookOrder(order.OrderId, order.Price, order.DisplayQty));
        builder.BeginSide(MDEntryType.Offer);
        foreach (RestingOrder order in core.GetOrders(Flows.SecurityId, Messages.Side.Sell))
            builder.Add(new BookOrder(order.OrderId, order.Price, order.DisplayQty));
        return builder.Finish().ToString();
    }

    /// <summary>Whether a recording of the feed, played to its end, gives this book.</summary>
    public static bool IsIn(string recording, string data)
    {
        MeResult play = MeProcess.Run("play", recording, "--books", "--json");
        return play.ExitCode == 0 && play.Output.Contains(DigestOf(data), StringComparison.Ordinal);
    }

    private sealed class Nobody : IEventConsumer
    {
        public void OnEvent(in Messages.EventRecord record, bool replayed)
        {
        }
    }
}
