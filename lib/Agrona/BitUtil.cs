using System.Numerics;

namespace Adaptive.Agrona;

/// <summary>
/// Sizes of primitive values and arithmetic on alignments. All methods may be called from any thread.
/// </summary>
public static class BitUtil
{
    /// <summary>Bytes of a boolean on the wire.</summary>
    public const int SIZE_OF_BOOLEAN = 1;

    /// <summary>Bytes of an 8-bit integer.</summary>
    public const int SIZE_OF_BYTE = 1;

    /// <summary>Bytes of a UTF-16 code unit.</summary>
    public const int SIZE_OF_CHAR = 2;

    /// <summary>Bytes of a 16-bit integer.</summary>
    public const int SIZE_OF_SHORT = 2;

    /// <summary>Bytes of a 32-bit floating-point number.</summary>
    public const int SIZE_OF_FLOAT = 4;

    /// <summary>Bytes of a 32-bit integer.</summary>
    public const int SIZE_OF_INT = 4;

    /// <summary>Bytes of a 64-bit floating-point number.</summary>
    public const int SIZE_OF_DOUBLE = 8;

    /// <summary>Bytes of a 64-bit integer.</summary>
    public const int SIZE_OF_LONG = 8;

    /// <summary>Bytes of a cache line.</summary>
    public const int CACHE_LINE_LENGTH = 64;

    /// <summary>Rounds up to a multiple of <paramref name="alignment"/>.</summary>
    /// <param name="value">The value; zero or more.</param>
    /// <param name="alignment">A power of two.</param>
    /// <returns>The smallest multiple that is not below the value.</returns>
    public static int Align(int value, int alignment) => (value + (alignment - 1)) & -alignment;

    /// <summary>Rounds up to a multiple of <paramref name="alignment"/>.</summary>
    /// <param name="value">The value; zero or more.</param>
    /// <param name="alignment">A power of two.</param>
    /// <returns>The smallest multiple that is not below the value.</returns>
    public static long Align(long value, long alignment) => (value + (alignment - 1)) & -alignment;

    /// <summary>Whether an address is a multiple of an alignment.</summary>
    /// <param name="address">The address.</param>
    /// <param name="alignment">A power of two.</param>
    /// <returns>True when it is.</returns>
    /// <exception cref="ArgumentException">The alignment is no power of two.</exception>
    public static bool IsAligned(long address, int alignment)
    {
        if (!IsPowerOfTwo(alignment))
        {
            throw new ArgumentException($"alignment must be a power of two: {alignment}", nameof(alignment));
        }

        return (address & (alignment - 1)) == 0;
    }

    /// <summary>Whether a value is a positive power of two.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True for 1, 2, 4, …</returns>
    public static bool IsPowerOfTwo(int value) => BitOperations.IsPow2(value);

    /// <summary>Whether a value is even.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    public static bool IsEven(int value) => (value & 1) == 0;

    /// <summary>The smallest power of two that is not below a value.</summary>
    /// <param name="value">The value, up to 2^30.</param>
    /// <returns>1 for values up to 1.</returns>
    public static int FindNextPositivePowerOfTwo(int value) =>
        value <= 1 ? 1 : 1 << (32 - BitOperations.LeadingZeroCount((uint)(value - 1)));

    /// <summary>The next index of a ring of indexes.</summary>
    /// <param name="current">The index.</param>
    /// <param name="max">The number of indexes.</param>
    /// <returns>The index after it, 0 after the last.</returns>
    public static int Next(int current, int max) => current + 1 == max ? 0 : current + 1;

    /// <summary>The previous index of a ring of indexes.</summary>
    /// <param name="current">The index.</param>
    /// <param name="max">The number of indexes.</param>
    /// <returns>The index before it, the last before 0.</returns>
    public static int Previous(int current, int max) => current == 0 ? max - 1 : current - 1;

    /// <summary>A random number for an identity that shall not collide by accident.</summary>
    /// <returns>Any 32-bit value.</returns>
    public static int GenerateRandomisedId() =>
        BitConverter.ToInt32(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
}
