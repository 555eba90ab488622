using System.Numerics;
using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Makes a <see cref="BookDigest"/> of whatever holds a book: bids, then offers; in each side best price first and, of
/// orders, first in queue first. A value without references: allocates nothing. Not thread-safe.
/// </summary>
/// <remarks>
/// Two lanes of 64 bits take one word after another; all arithmetic is modulo 2^64, every multiplier is odd, so each
/// step is one to one in each lane. A word w goes in as
/// <c>low = rotl(low + w * K1, 27) * K2; high = rotl(high xor w * K3, 33) * K1 + low</c>. A side begins with a word of
/// its own, so that a bid and an offer of the same terms differ; the end takes in the number of words.
/// </remarks>
public struct BookDigestBuilder
{
    private const ulong K1 = 0x9E37_79B9_7F4A_7C15;
    private const ulong K2 = 0xC2B2_AE3D_27D4_EB4F;
    private const ulong K3 = 0xD6E8_FEB8_6659_FD93;
    private const ulong BidSeed = 0x6269_6473_0000_0001;
    private const ulong OfferSeed = 0x6F66_6665_7200_0002;

    private ulong _low;
    private ulong _high;
    private ulong _words;

    /// <summary>A builder that has taken nothing in.</summary>
    public static BookDigestBuilder Start() => new() { _low = K3, _high = K2 };

    /// <summary>Begins a side: what is added from here on belongs to it.</summary>
    public void BeginSide(MDEntryType side) => Mix(side == MDEntryType.Bid ? BidSeed : OfferSeed);

    /// <summary>Adds an order.</summary>
    public void Add(in BookOrder order)
    {
        Mix((ulong)order.Price);
        Mix(order.OrderId);
        Mix((ulong)order.Quantity);
    }

    /// <summary>Adds a price level.</summary>
    public void Add(in BookLevel level)
    {
        Mix((ulong)level.Price);
        Mix((ulong)level.Quantity);
        Mix((ulong)level.OrderCount);
    }

    /// <summary>The digest of what was added.</summary>
    public readonly BookDigest Finish()
    {
        ulong low = Stir(_low + _words);
        ulong high = Stir(_high ^ BitOperations.RotateLeft(low, 17));
        return new BookDigest(low ^ high, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Mix(ulong word)
    {
        _low = BitOperations.RotateLeft(_low + (word * K1), 27) * K2;
        _high = (BitOperations.RotateLeft(_high ^ (word * K3), 33) * K1) + _low;
        _words++;
    }

    private static ulong Stir(ulong x)
    {
        x = (x ^ (x >> 31)) * K3;
        x = (x ^ (x >> 28)) * K1;
        return x ^ (x >> 32);
    }
}
