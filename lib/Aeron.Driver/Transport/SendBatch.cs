using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>
/// Datagrams to be sent in one call; they stay where they are, in the log. Datagrams of equal length that lie behind one
/// another make one message, which the system cuts up again as late as it can: that saves the most of what a datagram
/// costs. The last one of a message may be shorter. Owned by one thread.
/// </summary>
internal sealed unsafe class SendBatch : IDisposable
{
    /// <summary>Datagrams, and so messages, that there is room for.</summary>
    public const int Capacity = 16;

    /// <summary>What one message may hold, to stay below the longest packet of the internet protocol.</summary>
    private const int MaxMessageLength = 60_000;

    private byte* _memory;
    private readonly SystemCalls.IoVector* _vectors;
    private readonly NativeAddress* _address;
    private readonly SystemCalls.SegmentControl* _controls;
    private int _datagrams;
    private byte* _end;
    private bool _isOpen;

    public SendBatch()
    {
        int messagesLength = Capacity * sizeof(SystemCalls.MessageHeader);
        int vectorsLength = Capacity * sizeof(SystemCalls.IoVector);
        int controlsLength = Capacity * sizeof(SystemCalls.SegmentControl);
        int total = messagesLength + vectorsLength + controlsLength + sizeof(NativeAddress);
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)total, 64);
        new Span<byte>(_memory, total).Clear();
        Messages = (SystemCalls.MessageHeader*)_memory;
        _vectors = (SystemCalls.IoVector*)(_memory + messagesLength);
        _controls = (SystemCalls.SegmentControl*)(_memory + messagesLength + vectorsLength);
        _address = (NativeAddress*)(_memory + messagesLength + vectorsLength + controlsLength);
        for (int index = 0; index < Capacity; index++)
        {
            Messages[index].Vectors = _vectors + index;
            Messages[index].VectorCount = 1;
            _controls[index] = SystemCalls.SegmentControl.Empty;
        }
    }

    public SystemCalls.MessageHeader* Messages { get; }

    /// <summary>Messages in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Whether datagrams may be put together. Off for a path that cannot cut them up.</summary>
    public bool MaySegment { get; private set; }

    public bool IsFull => _datagrams == Capacity;

    public void Clear(bool maySegment = false)
    {
        MaySegment = maySegment;
        Count = 0;
        _datagrams = 0;
        _isOpen = false;
    }

    /// <summary>Adds a datagram and returns the index of the message that it is in.</summary>
    public int Add(byte* datagram, int length)
    {
        _datagrams++;
        if (_isOpen && datagram == _end && Extend(length))
        {
            _end += length;
            return Count - 1;
        }

        int index = Count++;
        _vectors[index] = new SystemCalls.IoVector { Base = datagram, Length = (nuint)length };
        _controls[index].SegmentLength = (ushort)length;
        Messages[index].Control = null;
        Messages[index].ControlLength = 0;
        _end = datagram + length;
        _isOpen = MaySegment;
        return index;
    }

    /// <summary>The bytes of a message.</summary>
    public ReadOnlySpan<byte> Message(int index) => new(_vectors[index].Base, (int)_vectors[index].Length);

    /// <summary>Sends everything to one address.</summary>
    public void SetDestination(in NativeAddress destination)
    {
        *_address = destination;
        for (int index = 0; index < Count; index++)
        {
            Messages[index].Name = _address->Bytes;
            Messages[index].NameLength = (uint)destination.Length;
        }
    }

    /// <summary>Sends everything to where the socket is connected.</summary>
    public void ClearDestination()
    {
        for (int index = 0; index < Count; index++)
        {
            Messages[index].Name = null;
            Messages[index].NameLength = 0;
        }
    }

    public void Dispose()
    {
        if (_memory != null)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = null;
        }
    }

    private bool Extend(int length)
    {
        int last = Count - 1;
        int segment = _controls[last].SegmentLength;
        if (length > segment || (int)_vectors[last].Length + length > MaxMessageLength)
        {
            return false;
        }

        _vectors[last].Length += (nuint)length;
        Messages[last].Control = _controls + last;
        Messages[last].ControlLength = (nuint)sizeof(SystemCalls.SegmentControl);
        _isOpen = length == segment;
        return true;
    }
}
