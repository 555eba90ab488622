using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Org.SbeTool.Sbe.Dll;

/// <summary>
/// A view on a piece of memory that generated codecs read from and write to at byte offsets.
/// </summary>
/// <remarks>
/// <para>
/// A wrapped array is pinned until the buffer is wrapped around something else, disposed or finalised.
/// A wrapped pointer stays the property of the caller and must outlive the buffer.
/// </para>
/// <para>
/// Single reads and writes check no bounds, as in the package this stands in for: only <see cref="CheckLimit"/>,
/// which every codec calls when its limit moves, and the methods that copy bytes look at <see cref="Capacity"/>.
/// Lengths that come from an untrusted peer must be checked before they are decoded.
/// </para>
/// <para>Not thread safe: one thread at a time, and none after <see cref="Dispose"/>.</para>
/// </remarks>
public sealed unsafe partial class DirectBuffer : IDisposable
{
    private readonly BufferOverflowDelegate? _bufferOverflow;
    private GCHandle _pinned;
    private bool _isPinned;
    private byte* _memory;
    private int _capacity;

    /// <summary>Creates a buffer of capacity 0 that waits for a <c>Wrap</c>.</summary>
    public DirectBuffer()
    {
    }

    /// <summary>Creates a buffer of capacity 0 that can ask for memory.</summary>
    /// <param name="bufferOverflow">Asked for a larger array when a limit passes the capacity.</param>
    public DirectBuffer(BufferOverflowDelegate bufferOverflow) => _bufferOverflow = bufferOverflow;

    /// <summary>Creates a buffer over a whole array.</summary>
    /// <param name="buffer">The array; pinned for as long as it is wrapped.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    public DirectBuffer(byte[] buffer) => Wrap(buffer);

    /// <summary>Creates a buffer over a whole array that can ask for a larger one.</summary>
    /// <param name="buffer">The array; pinned for as long as it is wrapped.</param>
    /// <param name="bufferOverflow">Asked for a larger array when a limit passes the capacity.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    public DirectBuffer(byte[] buffer, BufferOverflowDelegate bufferOverflow)
    {
        _bufferOverflow = bufferOverflow;
        Wrap(buffer);
    }

    /// <summary>Creates a buffer over memory of the caller.</summary>
    /// <param name="pBuffer">First byte; must stay valid for as long as it is wrapped.</param>
    /// <param name="bufferLength">Number of bytes, 0 or more.</param>
    /// <exception cref="ArgumentNullException">The pointer is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public DirectBuffer(byte* pBuffer, int bufferLength) => Wrap(pBuffer, bufferLength);

    /// <summary>Creates a buffer over memory of the caller that can ask for a larger array.</summary>
    /// <param name="pBuffer">First byte; must stay valid for as long as it is wrapped.</param>
    /// <param name="bufferLength">Number of bytes, 0 or more.</param>
    /// <param name="bufferOverflow">Asked for a larger array when a limit passes the capacity.</param>
    /// <exception cref="ArgumentNullException">The pointer is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public DirectBuffer(byte* pBuffer, int bufferLength, BufferOverflowDelegate bufferOverflow)
    {
        _bufferOverflow = bufferOverflow;
        Wrap(pBuffer, bufferLength);
    }

    /// <summary>Creates a buffer over a part of an array.</summary>
    /// <param name="buffer">The part; its array is pinned for as long as it is wrapped.</param>
    /// <exception cref="ArgumentNullException">The part has no array.</exception>
    public DirectBuffer(ArraySegment<byte> buffer) => Wrap(buffer);

    /// <summary>Creates a buffer over a part of an array that can ask for a larger array.</summary>
    /// <param name="buffer">The part; its array is pinned for as long as it is wrapped.</param>
    /// <param name="bufferOverflow">Asked for a larger array when a limit passes the capacity.</param>
    /// <exception cref="ArgumentNullException">The part has no array.</exception>
    public DirectBuffer(ArraySegment<byte> buffer, BufferOverflowDelegate bufferOverflow)
    {
        _bufferOverflow = bufferOverflow;
        Wrap(buffer);
    }

    /// <summary>Frees the pin of a buffer that nobody disposed.</summary>
    ~DirectBuffer() => Release();

    /// <summary>Gives a larger array when a limit passes the capacity, or null to refuse.</summary>
    /// <param name="existingBufferSize">Capacity now, in bytes.</param>
    /// <param name="requestedBufferSize">Capacity needed, in bytes.</param>
    /// <returns>An array of at least the size needed, or null.</returns>
    [SuppressMessage("Design", "CA1034", Justification = "Nested in the package it stands in for.")]
    public delegate byte[]? BufferOverflowDelegate(int existingBufferSize, int requestedBufferSize);

    /// <summary>Number of bytes that are wrapped; 0 when nothing is.</summary>
    public int Capacity => _capacity;

    /// <summary>Wraps a whole array in place of what was wrapped before.</summary>
    /// <param name="byteArray">The array; pinned for as long as it is wrapped.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    public void Wrap(byte[] byteArray)
    {
        ArgumentNullException.ThrowIfNull(byteArray);
        Pin(byteArray, 0, byteArray.Length);
    }

    /// <summary>Wraps memory of the caller in place of what was wrapped before.</summary>
    /// <param name="pBuffer">First byte; must stay valid for as long as it is wrapped.</param>
    /// <param name="bufferLength">Number of bytes, 0 or more.</param>
    /// <exception cref="ArgumentNullException">The pointer is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public void Wrap(byte* pBuffer, int bufferLength)
    {
        ArgumentNullException.ThrowIfNull(pBuffer);
        ArgumentOutOfRangeException.ThrowIfNegative(bufferLength);
        Release();
        _memory = pBuffer;
        _capacity = bufferLength;
    }

    /// <summary>Wraps a part of an array in place of what was wrapped before.</summary>
    /// <param name="buffer">The part; its array is pinned for as long as it is wrapped.</param>
    /// <exception cref="ArgumentNullException">The part has no array.</exception>
    public void Wrap(ArraySegment<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer.Array, nameof(buffer));
        Pin(buffer.Array, buffer.Offset, buffer.Count);
    }

    /// <summary>
    /// Makes sure that bytes up to <paramref name="limit"/> exist, with the help of the overflow delegate if there is
    /// one: its array takes over the bytes held so far.
    /// </summary>
    /// <param name="limit">Offset one past the last byte needed.</param>
    /// <exception cref="IndexOutOfRangeException">The limit is negative, or past the capacity and no larger array
    /// was given.</exception>
    public void CheckLimit(int limit)
    {
        if ((uint)limit > (uint)_capacity)
        {
            Grow(limit);
        }
    }

    /// <summary>Lets go of the memory; the capacity is 0 afterwards. May be called more than once.</summary>
    /// <remarks>The finaliser stays armed: a disposed buffer may be wrapped, and so pinned, again.</remarks>
    [SuppressMessage("Usage", "CA1816", Justification = "The buffer may be wrapped again after this.")]
    public void Dispose() => Release();

    private void Pin(byte[] array, int offset, int length)
    {
        var pinned = GCHandle.Alloc(array, GCHandleType.Pinned);
        Release();
        _pinned = pinned;
        _isPinned = true;
        _memory = (byte*)pinned.AddrOfPinnedObject() + offset;
        _capacity = length;
    }

    [SuppressMessage("Usage", "CA2201", Justification = "Callers of the package expect this very type.")]
    private void Grow(int limit)
    {
        byte[]? larger = limit < 0 ? null : _bufferOverflow?.Invoke(_capacity, limit);
        if (larger is null || larger.Length < limit)
        {
            throw new IndexOutOfRangeException($"limit={limit} is beyond capacity={_capacity}");
        }

        new ReadOnlySpan<byte>(_memory, _capacity).CopyTo(larger);
        Pin(larger, 0, larger.Length);
    }

    private void Release()
    {
        if (_isPinned)
        {
            _pinned.Free();
            _isPinned = false;
        }

        _memory = null;
        _capacity = 0;
    }
}
