using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// Divides by one number, 1 and up, what is a multiple of it, and tells whether it is: a multiplication by the inverse
/// modulo 2^64 instead of a division, which takes several times as long. With d = odd * 2^k, n times the inverse of
/// odd,
/// rotated right by k, is n / d when d divides n, and above (2^64 - 1) / d when not.
/// </summary>
internal readonly struct ExactDivisor
{
    private readonly ulong _inverse;
    private readonly ulong _largestQuotient;
    private readonly int _shift;

    public ExactDivisor(long divisor)
    {
        _shift = BitOperations.TrailingZeroCount(divisor);
        ulong odd = (ulong)divisor >> _shift;
        // Newton's step doubles the bits that are right; odd is its own inverse in the lowest three.
        ulong inverse = odd;
        for (int bits = 3; bits < 64; bits *= 2)
            inverse *= 2 - odd * inverse;
        _inverse = inverse;
        _largestQuotient = ulong.MaxValue / (ulong)divisor;
    }

    /// <summary>
    /// The quotient of a multiple of the divisor, 0 and up; else a number that is not a quotient.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Divide(long number) => (long)BitOperations.RotateRight((ulong)number * _inverse, _shift);

    /// <summary>Divides a number, 0 and up.</summary>
    /// <returns>Whether it is a multiple of the divisor; the quotient means nothing when it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDivide(long number, out long quotient)
    {
        ulong product = BitOperations.RotateRight((ulong)number * _inverse, _shift);
        quotient = (long)product;
        return product <= _largestQuotient;
    }
}
