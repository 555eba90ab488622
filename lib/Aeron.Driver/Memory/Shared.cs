using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MatchingEngine.AeronDriver.Memory;

/// <summary>Ordered reads and writes of words that other threads and processes map as well.</summary>
internal static unsafe class Shared
{
    private const int LineLength = 64;

    /// <summary>Frames, records and cache lines are all placed on multiples of a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Align(int value, int alignment) => (value + (alignment - 1)) & ~(alignment - 1);

    /// <summary>The same for 64-bit lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Align(long value, long alignment) => (value + (alignment - 1)) & ~(alignment - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GetInt(byte* address) => Unsafe.ReadUnaligned<int>(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long GetLong(byte* address) => Unsafe.ReadUnaligned<long>(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutInt(byte* address, int value) => Unsafe.WriteUnaligned(address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutLong(byte* address, long value) => Unsafe.WriteUnaligned(address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AcquireInt(byte* address) => Volatile.Read(ref *(int*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long AcquireLong(byte* address) => Volatile.Read(ref *(long*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseInt(byte* address, int value) => Volatile.Write(ref *(int*)address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseLong(byte* address, long value) => Volatile.Write(ref *(long*)address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CompareAndSetInt(byte* address, int expected, int value) =>
        Interlocked.CompareExchange(ref *(int*)address, value, expected) == expected;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CompareAndSetLong(byte* address, long expected, long value) =>
        Interlocked.CompareExchange(ref *(long*)address, value, expected) == expected;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long AddLong(byte* address, long delta) => Interlocked.Add(ref *(long*)address, delta) - delta;

    /// <summary>
    /// Zeroes a range that nobody will look at before long: past the caches, which neither fetches what is there nor
    /// pushes out what others work with. What is written after it is seen after it.
    /// </summary>
    public static void ZeroPastCaches(byte* address, long length)
    {
        byte* end = address + length;
        byte* firstLine = (byte*)(((nuint)address + (LineLength - 1)) & ~(nuint)(LineLength - 1));
        byte* lastLine = (byte*)((nuint)end & ~(nuint)(LineLength - 1));
        if (firstLine >= lastLine)
        {
            Zero(address, length);
            return;
        }

        Zero(address, firstLine - address);
        for (byte* line = firstLine; line < lastLine; line += LineLength)
        {
            Vector256<byte>.Zero.StoreAlignedNonTemporal(line);
            Vector256<byte>.Zero.StoreAlignedNonTemporal(line + (LineLength / 2));
        }

        Zero(lastLine, end - lastLine);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Zeroes a range of any length.</summary>
    public static void Zero(byte* address, long length)
    {
        while (length > 0)
        {
            int part = (int)Math.Min(length, 1 << 30);
            new Span<byte>(address, part).Clear();
            address += part;
            length -= part;
        }
    }
}
