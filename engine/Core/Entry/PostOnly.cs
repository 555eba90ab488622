using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Orders that only ever rest: refused, or slid behind the opposite best, when they would trade.</summary>
internal static class PostOnly
{
    /// <summary>Whether an order that would trade can be kept from it by sliding.</summary>
    public static bool CanSlide(Instrument instrument, in OrderDetails details) =>
        details.ExecInst == ExecInst.ParticipateDoNotInitiateSlide
        && PriceBounds.TrySlide(instrument, details.Side, out _);

    /// <summary>Slides a post-only order that would trade; it can.</summary>
    public static void Slide<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order)
        where TSink : struct, IEventSink
    {
        if (!order.Details.IsPostOnly || !instrument.IsReached(order.Details.Side, order.Order.PriceTicks))
            return;
        if (!PriceBounds.TrySlide(instrument, order.Details.Side, out order.Order.PriceTicks))
            InvariantViolationException.Throw("a post-only order that was let in has no price to slide to");
        Restatements.Write(state, ref sink, in request, instrument, in order, ExecRestatementReason.RepricingOfOrder);
    }
}
