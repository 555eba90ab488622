using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>
/// Room for what one receive call brings: messages of one datagram each, or of several that have the same source and, but for
/// the last, the same length. Owned by one thread.
/// </summary>
internal sealed unsafe class ReceiveBatch : IDisposable
{
    public const int Capacity = 8;
    public const int DatagramLength = 64 * 1024;

    private byte* _memory;
    private readonly byte* _buffers;
    private readonly NativeAddress* _addresses;
    private readonly SystemCalls.IoVector* _vectors;
    private readonly SystemCalls.SegmentControl* _controls;

    public ReceiveBatch()
    {
        const int BuffersLength = Capacity * DatagramLength;
        int addressesLength = Capacity * sizeof(NativeAddress);
        int vectorsLength = Capacity * sizeof(SystemCalls.IoVector);
        int controlsLength = Capacity * sizeof(SystemCalls.SegmentControl);
        int messagesLength = Capacity * sizeof(SystemCalls.MessageHeader);
        int total = BuffersLength + addressesLength + vectorsLength + controlsLength + messagesLength;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)total, 64);
        new Span<byte>(_memory, total).Clear();
        _buffers = _memory;
        _addresses = (NativeAddress*)(_memory + BuffersLength);
        _vectors = (SystemCalls.IoVector*)((byte*)_addresses + addressesLength);
        _controls = (SystemCalls.SegmentControl*)((byte*)_vectors + vectorsLength);
        Messages = (SystemCalls.MessageHeader*)((byte*)_controls + controlsLength);
        for (int index = 0; index < Capacity; index++)
        {
            _vectors[index] = new SystemCalls.IoVector { Base = Message(index), Length = DatagramLength };
            Messages[index].Name = _addresses[index].Bytes;
            Messages[index].Vectors = _vectors + index;
            Messages[index].VectorCount = 1;
            Messages[index].Control = _controls + index;
        }
    }

    public SystemCalls.MessageHeader* Messages { get; }

    /// <summary>Messages of the last call.</summary>
    public int Count { get; set; }

    public byte* Message(int index) => _buffers + ((long)index * DatagramLength);

    public ref NativeAddress Address(int index) => ref _addresses[index];

    public int Length(int index) => (int)Messages[index].TransferredLength;

    /// <summary>For a message of one datagram.</summary>
    public void SetLength(int index, int length)
    {
        Messages[index].TransferredLength = (uint)length;
        Messages[index].ControlLength = 0;
    }

    /// <summary>Bytes of each datagram that a message is made of, but for the last.</summary>
    public int SegmentLength(int index)
    {
        SystemCalls.SegmentControl* control = _controls + index;
        bool isSegmented = (int)Messages[index].ControlLength > 16 && control->Level == SystemCalls.UdpLevel
            && control->Type == SystemCalls.UdpCoalesce && control->SegmentLength > 0;
        return isSegmented ? control->SegmentLength : DatagramLength;
    }

    /// <summary>The system overwrites the room for names and control data with their lengths.</summary>
    public void Prepare()
    {
        for (int index = 0; index < Capacity; index++)
        {
            Messages[index].NameLength = NativeAddress.Capacity;
            Messages[index].ControlLength = (nuint)sizeof(SystemCalls.SegmentControl);
        }
    }

    /// <summary>Shows each datagram of a message.</summary>
    public void Deliver(int index, long nowNanos, IDatagramHandler handler, FaultyLine? faults)
    {
        ref NativeAddress source = ref Address(index);
        byte* message = Message(index);
        int length = Length(index);
        int segment = SegmentLength(index);
        int offset = 0;
        do
        {
            int part = Math.Min(segment, length - offset);
            if (faults is null)
            {
                handler.OnDatagram(message + offset, part, source, nowNanos);
            }
            else
            {
                faults.Pass(message + offset, part, source, nowNanos, handler);
            }

            offset += part;
        }
        while (offset < length);
    }

    public void Dispose()
    {
        if (_memory != null)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = null;
        }
    }
}
