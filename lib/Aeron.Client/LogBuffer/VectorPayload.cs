namespace Adaptive.Aeron.LogBuffer;

/// <summary>A message that is any number of ranges of buffers.</summary>
internal unsafe struct VectorPayload(DirectBufferVector[] vectors) : IPayload
{
    private int _index;
    private int _taken;

    public void Take(byte* destination, int length)
    {
        while (length > 0)
        {
            DirectBufferVector vector = vectors[_index];
            int part = Math.Min(vector.Length() - _taken, length);
            byte* source = (byte*)vector.Buffer().BufferPointer + vector.Offset() + _taken;
            Buffer.MemoryCopy(source, destination, part, part);
            destination += part;
            length -= part;
            _taken += part;
            if (_taken == vector.Length())
            {
                _index++;
                _taken = 0;
            }
        }
    }
}
