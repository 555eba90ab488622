using System.Runtime.CompilerServices;

namespace Adaptive.Agrona.Concurrent;

/// <content>
/// Reading and writing that other threads and processes may look at. Each width is written out, since the operations
/// behind them are overloads and no generic ones.
/// </content>
public unsafe partial class UnsafeBuffer
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GetLongVolatile(int index) => Volatile.Read(ref Unsafe.AsRef<long>(At(index, 8)));

    /// <inheritdoc/>
    public void PutLongVolatile(int index, long value) =>
        Interlocked.Exchange(ref Unsafe.AsRef<long>(At(index, 8)), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutLongOrdered(int index, long value) =>
        Volatile.Write(ref Unsafe.AsRef<long>(At(index, 8)), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutLongRelease(int index, long value) =>
        Volatile.Write(ref Unsafe.AsRef<long>(At(index, 8)), value);

    /// <inheritdoc/>
    public long AddLongOrdered(int index, long increment)
    {
        ref long field = ref Unsafe.AsRef<long>(At(index, 8));
        long before = field;
        Volatile.Write(ref field, before + increment);
        return before;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CompareAndSetLong(int index, long expectedValue, long updateValue) =>
        Interlocked.CompareExchange(
            ref Unsafe.AsRef<long>(At(index, 8)), updateValue, expectedValue) == expectedValue;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GetAndAddLong(int index, long delta) =>
        Interlocked.Add(ref Unsafe.AsRef<long>(At(index, 8)), delta) - delta;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetIntVolatile(int index) => Volatile.Read(ref Unsafe.AsRef<int>(At(index, 4)));

    /// <inheritdoc/>
    public void PutIntVolatile(int index, int value) =>
        Interlocked.Exchange(ref Unsafe.AsRef<int>(At(index, 4)), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutIntOrdered(int index, int value) =>
        Volatile.Write(ref Unsafe.AsRef<int>(At(index, 4)), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutIntRelease(int index, int value) =>
        Volatile.Write(ref Unsafe.AsRef<int>(At(index, 4)), value);

    /// <inheritdoc/>
    public int AddIntOrdered(int index, int increment)
    {
        ref int field = ref Unsafe.AsRef<int>(At(index, 4));
        int before = field;
        Volatile.Write(ref field, before + increment);
        return before;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CompareAndSetInt(int index, int expectedValue, int updateValue) =>
        Interlocked.CompareExchange(
            ref Unsafe.AsRef<int>(At(index, 4)), updateValue, expectedValue) == expectedValue;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetAndAddInt(int index, int delta) =>
        Interlocked.Add(ref Unsafe.AsRef<int>(At(index, 4)), delta) - delta;

    /// <inheritdoc/>
    public short GetShortVolatile(int index) => Volatile.Read(ref Unsafe.AsRef<short>(At(index, 2)));

    /// <inheritdoc/>
    public void PutShortVolatile(int index, short value)
    {
        Volatile.Write(ref Unsafe.AsRef<short>(At(index, 2)), value);
        Interlocked.MemoryBarrier();
    }

    /// <inheritdoc/>
    public byte GetByteVolatile(int index) => Volatile.Read(ref Unsafe.AsRef<byte>(At(index, 1)));

    /// <inheritdoc/>
    public void PutByteVolatile(int index, byte value)
    {
        Volatile.Write(ref Unsafe.AsRef<byte>(At(index, 1)), value);
        Interlocked.MemoryBarrier();
    }
}
