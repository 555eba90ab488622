using MatchingEngine.Challenge.Abi;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// The benchmark's messages as commands of the engine, applied one by one on the calling thread: what a gateway and
/// the journal's ring do in the service.
/// </summary>
internal abstract unsafe class ChallengeGateway(MatchingCore core)
{
    /// <summary>Makes one whose reports go through the benchmark's queue, or through a ring of our own.</summary>
    /// <param name="ring">The ring, or null.</param>
    /// <param name="transport">The benchmark's queue.</param>
    /// <param name="queue">Handle of that queue.</param>
    /// <param name="seed">Secret of the engine's hash maps.</param>
    public static ChallengeGateway Create(ReportRing* ring, Transport* transport, void* queue, ulong seed)
    {
        MatchingCore core = new(Venue.LimitsWith(seed));
        EventBatch events = new(Venue.MaxOpenOrders);
        long sequence = Venue.Open(core, ref events);
        return ring != null
            ? new ChannelGateway<RingChannel>(core, events, sequence, new RingChannel(ring))
            : new ChannelGateway<QueueChannel>(core, events, sequence, new QueueChannel(transport, queue));
    }

    public abstract void OnNewOrder(NewOrderMessage* message);

    public abstract void OnCancel(CancelMessage* message);

    public abstract void OnModify(ModifyMessage* message);

    public abstract void OnBatch(TaggedMessage* messages, uint count);

    /// <summary>Makes visible what is held back.</summary>
    public abstract void Flush();

    public abstract void Free();

    /// <summary>Best price of a side in ticks.</summary>
    public bool TryGetBestTicks(Side side, out long ticks)
    {
        bool found = core.TryGetBest(Venue.SecurityId, side, out PriceLevel best);
        ticks = found ? Venue.TicksOf(best.Price) : 0;
        return found;
    }

    /// <summary>Quantity that rests at a price, 0 when there is none.</summary>
    public ulong QuantityAt(Side side, long priceTicks) =>
        core.TryGetLevel(Venue.SecurityId, side, Venue.PriceOf(priceTicks), out PriceLevel level)
            ? (ulong)level.Quantity
            : 0;
}
