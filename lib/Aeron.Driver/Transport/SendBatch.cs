using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>Datagrams to be sent in one call; they stay where they are, in the log. Owned by one thread.</summary>
internal sealed unsafe class SendBatch : IDisposable
{
    public const int Capacity = 4;

    private byte* _memory;
    private readonly SystemCalls.IoVector* _vectors;
    private readonly NativeAddress* _address;

    public SendBatch()
    {
        int vectorsLength = Capacity * sizeof(SystemCalls.IoVector);
        int messagesLength = Capacity * sizeof(SystemCalls.MessageHeader);
        int total = vectorsLength + messagesLength + sizeof(NativeAddress);
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)total, 64);
        new Span<byte>(_memory, total).Clear();
        _vectors = (SystemCalls.IoVector*)_memory;
        Messages = (SystemCalls.MessageHeader*)(_memory + vectorsLength);
        _address = (NativeAddress*)(_memory + vectorsLength + messagesLength);
        for (int index = 0; index < Capacity; index++)
        {
            Messages[index].Vectors = _vectors + index;
            Messages[index].VectorCount = 1;
        }
    }

    public SystemCalls.MessageHeader* Messages { get; }

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public void Clear() => Count = 0;

    public void Add(byte* datagram, int length) =>
        _vectors[Count++] = new SystemCalls.IoVector { Base = datagram, Length = (nuint)length };

    public ReadOnlySpan<byte> Datagram(int index) => new(_vectors[index].Base, (int)_vectors[index].Length);

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
}
