using System.Diagnostics.CodeAnalysis;

namespace Org.SbeTool.Sbe.Dll;

/// <summary>
/// Throws on behalf of generated codecs, so that the methods that call it stay small enough to be inlined.
/// </summary>
[SuppressMessage("Design", "CA1052", Justification = "The package it stands in for has a public constructor.")]
public class ThrowHelper
{
    /// <summary>Reports a number of group entries that the schema does not allow.</summary>
    /// <param name="count">The number that was asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowCountOutOfRangeException(int count)
        => throw new ArgumentOutOfRangeException(nameof(count), $"count={count} is outside the allowed range");

    /// <summary>Reports an index outside a fixed array.</summary>
    /// <param name="index">The index that was asked for.</param>
    /// <exception cref="IndexOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    [SuppressMessage("Usage", "CA2201", Justification = "Callers of the package expect this very type.")]
    public static void ThrowIndexOutOfRangeException(int index)
        => throw new IndexOutOfRangeException($"index={index} is out of range");

    /// <summary>Reports a step past the last entry of a group.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowInvalidOperationException() => throw new InvalidOperationException();

    /// <summary>Reports a source that does not fit into the field it is written to.</summary>
    /// <param name="length">Length of the source in elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowWhenSpanLengthTooLarge(int length)
        => throw new ArgumentOutOfRangeException(nameof(length), $"length={length} is too large");

    /// <summary>Reports a destination that cannot hold the field that is read into it.</summary>
    /// <param name="length">Length of the destination in elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowWhenSpanLengthTooSmall(int length)
        => throw new ArgumentOutOfRangeException(nameof(length), $"length={length} is too small");
}
