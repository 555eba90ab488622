namespace Adaptive.Aeron.LogBuffer;

/// <summary>A message that is one range of memory.</summary>
internal unsafe struct SinglePayload(byte* source) : IPayload
{
    private byte* _source = source;

    public void Take(byte* destination, int length)
    {
        Buffer.MemoryCopy(_source, destination, length, length);
        _source += length;
    }
}
