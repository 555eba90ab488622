using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// Turns a sequence of 64-bit words into 128 bits; not cryptographic. Two lanes of 64 bits; all arithmetic modulo
/// 2^64. For each word w:
/// <code>
/// low  = rotl(low xor (w * A), 31) * B
/// high = (rotl(high + low, 29) xor w) * C
/// </code>
/// A, B and C are odd, so each step is one to one in either lane: two sequences of the same length that differ in one
/// word never leave the same lower lane. The end adds the number of words and stirs each lane with the other:
/// <code>
/// low  = stir(low + n)
/// high = stir(high xor low)
/// low  = low + high
/// stir(x) = y xor (y >> 29), where y = (x xor (x >> 32)) * B
/// </code>
/// A is 2^64 divided by the golden ratio; the starting values and B, C are the fractional parts of the square roots
/// of 2, 5, 3 and 7 as 64-bit fractions, the first made odd.
/// </summary>
internal struct DigestMixer
{
    private const ulong A = 0x9E37_79B9_7F4A_7C15;
    private const ulong B = 0xBB67_AE85_84CA_A73B;
    private const ulong C = 0xA54F_F53A_5F1D_36F1;
    private const ulong StartLow = 0x6A09_E667_F3BC_C909;
    private const ulong StartHigh = 0x3C6E_F372_FE94_F82B;

    private ulong _low;
    private ulong _high;
    private ulong _words;

    public static DigestMixer Start() => new() { _low = StartLow, _high = StartHigh };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong word)
    {
        _low = BitOperations.RotateLeft(_low ^ (word * A), 31) * B;
        _high = (BitOperations.RotateLeft(_high + _low, 29) ^ word) * C;
        _words++;
    }

    public void Add(long word) => Add(unchecked((ulong)word));

    public readonly StateDigest Finish()
    {
        ulong low = Stir(_low + _words);
        ulong high = Stir(_high ^ low);
        return new StateDigest(low + high, high);
    }

    private static ulong Stir(ulong x)
    {
        x = (x ^ (x >> 32)) * B;
        return x ^ (x >> 29);
    }
}
