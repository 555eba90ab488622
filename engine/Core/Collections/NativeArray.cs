using System.Runtime.InteropServices;

namespace MatchingEngine.Core;

/// <summary>
/// Structs outside the managed heap, from the start of a cache line on. Memory that was never touched costs address
/// space only, so an array may be sized for the most it will ever hold; and a large one grows without being copied
/// where the operating system can move its pages. Freed with the object: whoever holds a reference into it keeps the
/// object alive as well, which the public members of <see cref="MatchingCore"/> do for everything below them.
/// </summary>
internal sealed unsafe class NativeArray<T> where T : unmanaged
{
    /// <summary>Bytes that become resident together.</summary>
    public const int PageBytes = 4_096;

    private const int CacheLine = 64;
    private const int LinesOfPage = 64;

    // From this on an array has pages of its own: what is smaller is cleared faster than mapped.
    private const nuint SmallBytes = 1 << 16;

    // The allocator of Linux maps blocks of more than 32 MB anew, always: pages that cost nothing until they are used. For
    // smaller blocks it takes back what was freed, once there is such, and clears all of it: 0.2 ms for 16 MB.
    private const nuint AlwaysMappedBytes = (32 << 20) + SmallBytes;

    // Arrays of different structs begin at different lines of a page: the processor takes two addresses for the same
    // for a while when their distance is a multiple of the page.
    private static readonly nuint Start = (nuint)(sizeof(T) * 37 % (LinesOfPage - 3) * CacheLine);

    private byte* _block;

    /// <param name="length">Number of structs, all zeroed.</param>
    public NativeArray(int length)
    {
        Length = length;
        if (length == 0)
            return;
        _block = Allocate(BytesFor(length));
        Items = (T*)FirstOf(_block);
    }

    /// <summary>
    /// An array of the length that is hoped for, or of half of it as often as the system has no address space for
    /// so much.
    /// </summary>
    /// <param name="least">Number of structs that it must have.</param>
    /// <param name="hopedFor">Number of structs that it had better have.</param>
    /// <exception cref="OutOfMemoryException">Not even the least can be had.</exception>
    public static NativeArray<T> Reserve(int least, int hopedFor)
    {
        for (int length = hopedFor; length > least; length /= 2)
        {
            try
            {
                return new NativeArray<T>(length);
            }
            catch (OutOfMemoryException)
            {
                // A smaller one may do.
            }
        }
        return new NativeArray<T>(least);
    }

    ~NativeArray() => NativeMemory.Free(_block);

    public int Length { get; private set; }

    /// <summary>The first struct; moves when the array grows.</summary>
    public T* Items { get; private set; }

    /// <summary>Makes the array longer; what is new has whatever bytes.</summary>
    public void Grow(int length)
    {
        nuint used = (nuint)Length * (nuint)sizeof(T);
        nuint offset = _block == null ? 0 : (nuint)((byte*)Items - _block);
        _block = (byte*)NativeMemory.Realloc(_block, Math.Max(BytesFor(length), LeastFor(BytesFor(length))));
        byte* items = FirstOf(_block);
        if (items != _block + offset)
            Buffer.MemoryCopy(_block + offset, items, used, used);
        Items = (T*)items;
        Length = length;
    }

    /// <summary>
    /// Makes bytes that are not in use resident, so that their first use does not wait for the operating system.
    /// </summary>
    /// <param name="start">First byte, from the first struct on; a multiple of <see cref="PageBytes"/>.</param>
    /// <param name="end">Behind the last byte; what is behind the array does not count.</param>
    public void Touch(long start, long end)
    {
        long last = Math.Min(end, (long)Length * sizeof(T));
        for (long at = start; at < last; at += PageBytes)
            ((byte*)Items)[at] = 0;
    }

    /// <summary>Makes the first so many structs, none of them in use, resident.</summary>
    public void Touch(int count) => Touch(0, (long)count * sizeof(T));

    private static byte* Allocate(nuint bytes)
    {
        nuint least = LeastFor(bytes);
        try
        {
            return (byte*)NativeMemory.AllocZeroed(Math.Max(bytes, least));
        }
        catch (OutOfMemoryException) when (least > bytes)
        {
            return (byte*)NativeMemory.AllocZeroed(bytes);
        }
    }

    private static nuint LeastFor(nuint bytes) =>
        bytes >= SmallBytes && OperatingSystem.IsLinux() ? AlwaysMappedBytes : 0;

    private static nuint BytesFor(int length) =>
        checked((nuint)length * (nuint)sizeof(T) + (LinesOfPage + 1) * CacheLine);

    private static byte* FirstOf(byte* address) =>
        (byte*)((((nuint)address + (CacheLine - 1)) & ~(nuint)(CacheLine - 1)) + Start);
}
