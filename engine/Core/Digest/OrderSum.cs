using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// The part of the walk over the state that concerns open orders: a sum over all of them, the same in whatever order
/// they are taken. So they are taken as they lie in memory, one cache line behind the other, which for a large book is
/// several times as fast as from queue to queue. Where an order stands is part of its term: its level, and the order
/// behind it. All arithmetic is modulo 2^64:
/// <code>
/// word = sum of the fields, each times an odd factor of its own
/// term = (word xor (word >> 32)) * B; term = term xor (term >> 29)
/// low  = low + term;  high = high + (term xor C) * (rotl(term, 32) + B)
/// </code>
/// </summary>
internal struct OrderSum
{
    private const ulong B = 0xBB67_AE85_84CA_A73B;
    private const ulong C = 0xA54F_F53A_5F1D_36F1;

    public ulong Low { get; private set; }

    public ulong High { get; private set; }

    /// <summary>Adds what orders there are in so many places of the pool, from one on.</summary>
    public void Add(CoreState state, int first, int count)
    {
        ulong low = Low;
        ulong high = High;
        for (int i = first; i < first + count; i++)
        {
            ref Order order = ref state.Orders[i];
            if (order.Level == Pool<Level>.None)
                continue;
            ulong term = TermOf(WordOf(state, in order, i));
            low += term;
            high += (term ^ C) * (BitOperations.RotateLeft(term, 32) + B);
        }
        Low = low;
        High = high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WordOf(CoreState state, in Order order, int orderIndex)
    {
        ref readonly OrderTerms terms = ref order.Terms;
        ref Level level = ref state.Levels[order.Level];
        ulong behind = order.Next == Pool<Order>.None ? 0 : state.Orders[order.Next].Terms.OrderId;
        ulong word = terms.OrderId
            + terms.ClOrdId * 0x9E37_79B9_7F4A_7C15
            + order.FirstClOrdId * 0xBB67_AE85_84CA_A73B
            + (ulong)terms.OrderLots * 0xA54F_F53A_5F1D_36F1
            + (ulong)terms.CumLots * 0x510E_527F_ADE6_82D1
            + (ulong)terms.LeavesLots * 0x9B05_688C_2B3E_6C1F
            + state.Sessions[order.Session].SessionId * 0x1F83_D9AB_FB41_BD6BUL
            + (ulong)level.PriceTicks * 0x5BE0_CD19_137E_2179
            + (ulong)level.Lots * 0xCBBB_9D5D_C105_9ED9
            + (ulong)level.OrderCount * 0x629A_292A_367C_D507
            + (ulong)(level.Instrument * 2 + level.SideIndex) * 0x9159_015A_3070_DD17
            + behind * 0x152F_ECD8_F70E_5939;
        return order.HasDetails ? word + WordOf(in state.Details[orderIndex]) : word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TermOf(ulong word)
    {
        ulong term = (word ^ (word >> 32)) * B;
        return term ^ (term >> 29);
    }

    // Where it stands among day orders, in the expiry heap and among trailing stops follows from entry and time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong WordOf(in OrderDetails details)
    {
        DigestMixer mixer = DigestMixer.Start();
        mixer.Add((ulong)details.Features);
        mixer.Add((ulong)details.OrdType);
        mixer.Add((ulong)details.TimeInForce);
        mixer.Add((ulong)details.ExecInst);
        mixer.Add((ulong)details.Side);
        mixer.Add((ulong)details.SelfMatchId);
        mixer.Add((ulong)details.Account);
        mixer.Add((ulong)details.SelfMatchInstruction);
        mixer.Add(details.DisplayLots);
        mixer.Add(details.ReserveLots);
        mixer.Add(details.LimitTicks);
        mixer.Add(details.TrailTicks);
        mixer.Add(details.TrailStepTicks);
        mixer.Add(details.ExpireTimeNanos);
        if (details.Has(OrderFeatures.Trailing))
        {
            mixer.Add(details.TrailFromTicks);
            mixer.Add(details.LimitOffsetTicks);
        }
        return mixer.Finish().High;
    }
}
