namespace Adaptive.Agrona.Concurrent;

/// <summary>
/// Bytes shared between threads or processes. Volatile reads acquire and volatile writes are sequentially consistent;
/// ordered and release writes make all earlier writes visible first. Fields must be aligned to their size.
/// </summary>
public interface IAtomicBuffer : IMutableDirectBuffer
{
    /// <summary>Checks that the first byte is aligned to eight bytes.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    void VerifyAlignment();

    /// <summary>Reads a 64-bit integer with acquire.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    long GetLongVolatile(int index);

    /// <summary>Writes a 64-bit integer with a full fence.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutLongVolatile(int index, long value);

    /// <summary>Writes a 64-bit integer with release.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutLongOrdered(int index, long value);

    /// <summary>Writes a 64-bit integer with release.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutLongRelease(int index, long value);

    /// <summary>Adds to a 64-bit integer and writes it with release; for a single writer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="increment">What is added.</param>
    /// <returns>The value before.</returns>
    long AddLongOrdered(int index, long increment);

    /// <summary>Replaces a 64-bit integer when it has an expected value, atomically.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="expectedValue">The expected value.</param>
    /// <param name="updateValue">The new value.</param>
    /// <returns>Whether it was replaced.</returns>
    bool CompareAndSetLong(int index, long expectedValue, long updateValue);

    /// <summary>Adds to a 64-bit integer atomically.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="delta">What is added.</param>
    /// <returns>The value before.</returns>
    long GetAndAddLong(int index, long delta);

    /// <summary>Reads a 32-bit integer with acquire.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    int GetIntVolatile(int index);

    /// <summary>Writes a 32-bit integer with a full fence.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutIntVolatile(int index, int value);

    /// <summary>Writes a 32-bit integer with release.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutIntOrdered(int index, int value);

    /// <summary>Writes a 32-bit integer with release.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutIntRelease(int index, int value);

    /// <summary>Adds to a 32-bit integer and writes it with release; for a single writer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="increment">What is added.</param>
    /// <returns>The value before.</returns>
    int AddIntOrdered(int index, int increment);

    /// <summary>Replaces a 32-bit integer when it has an expected value, atomically.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="expectedValue">The expected value.</param>
    /// <param name="updateValue">The new value.</param>
    /// <returns>Whether it was replaced.</returns>
    bool CompareAndSetInt(int index, int expectedValue, int updateValue);

    /// <summary>Adds to a 32-bit integer atomically.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="delta">What is added.</param>
    /// <returns>The value before.</returns>
    int GetAndAddInt(int index, int delta);

    /// <summary>Reads a 16-bit integer with acquire.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    short GetShortVolatile(int index);

    /// <summary>Writes a 16-bit integer with a full fence.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutShortVolatile(int index, short value);

    /// <summary>Reads a byte with acquire.</summary>
    /// <param name="index">The byte.</param>
    /// <returns>The value.</returns>
    byte GetByteVolatile(int index);

    /// <summary>Writes a byte with a full fence.</summary>
    /// <param name="index">The byte.</param>
    /// <param name="value">The value.</param>
    void PutByteVolatile(int index, byte value);
}
