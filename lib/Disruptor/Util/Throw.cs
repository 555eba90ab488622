using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Disruptor;

/// <summary>Raises errors away from the hot paths, so that these stay small enough to be inlined.</summary>
internal static class Throw
{
    [DoesNotReturn]
    internal static void ClaimOutOfRange() => throw new ArgumentException("n must be > 0 and <= bufferSize");

    internal static void IfNotARingSize(int bufferSize)
    {
        if (bufferSize < 1)
            throw new ArgumentException("bufferSize must not be less than 1");

        if (!BitOperations.IsPow2(bufferSize))
            throw new ArgumentException("bufferSize must be a power of 2");
    }
}
