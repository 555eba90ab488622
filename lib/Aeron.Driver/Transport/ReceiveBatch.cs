using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>Room for the datagrams of one receive call. Owned by one thread.</summary>
internal sealed unsafe class ReceiveBatch : IDisposable
{
    public const int Capacity = 8;
    public const int DatagramLength = 64 * 1024;

    private byte* _memory;
    private readonly byte* _buffers;
    private readonly NativeAddress* _addresses;
    private readonly SystemCalls.IoVector* _vectors;

    public ReceiveBatch()
    {
        const int BuffersLength = Capacity * DatagramLength;
        int addressesLength = Capacity * sizeof(NativeAddress);
        int vectorsLength = Capacity * sizeof(SystemCalls.IoVector);
        int total = BuffersLength + addressesLength + vectorsLength + (Capacity * sizeof(SystemCalls.MessageHeader));
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)total, 64);
        new Span<byte>(_memory, total).Clear();
        _buffers = _memory;
        _addresses = (NativeAddress*)(_memory + BuffersLength);
        _vectors = (SystemCalls.IoVector*)((byte*)_addresses + addressesLength);
        Messages = (SystemCalls.MessageHeader*)((byte*)_vectors + vectorsLength);
        for (int index = 0; index < Capacity; index++)
        {
            _vectors[index] = new SystemCalls.IoVector { Base = Datagram(index), Length = DatagramLength };
            Messages[index].Name = _addresses[index].Bytes;
            Messages[index].Vectors = _vectors + index;
            Messages[index].VectorCount = 1;
        }
    }

    public SystemCalls.MessageHeader* Messages { get; }

    /// <summary>Datagrams of the last call.</summary>
    public int Count { get; set; }

    public byte* Datagram(int index) => _buffers + ((long)index * DatagramLength);

    public ref NativeAddress Address(int index) => ref _addresses[index];

    public int Length(int index) => (int)Messages[index].TransferredLength;

    public void SetLength(int index, int length) => Messages[index].TransferredLength = (uint)length;

    /// <summary>The system overwrites the room for names with their lengths.</summary>
    public void Prepare()
    {
        for (int index = 0; index < Capacity; index++)
        {
            Messages[index].NameLength = NativeAddress.Capacity;
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
}
