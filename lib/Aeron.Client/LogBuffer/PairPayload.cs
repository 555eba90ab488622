namespace Adaptive.Aeron.LogBuffer;

/// <summary>A message that is two ranges of memory.</summary>
internal unsafe struct PairPayload(byte* first, int firstLength, byte* second) : IPayload
{
    private byte* _source = first;
    private int _left = firstLength;
    private byte* _second = second;

    public void Take(byte* destination, int length)
    {
        if (_second != null && length >= _left)
        {
            Copy(destination, _left);
            destination += _left;
            length -= _left;
            _source = _second;
            _second = null;
        }

        Copy(destination, length);
        _left -= length;
    }

    private void Copy(byte* destination, int length)
    {
        Buffer.MemoryCopy(_source, destination, length, length);
        _source += length;
    }
}
