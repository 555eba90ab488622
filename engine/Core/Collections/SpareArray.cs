namespace MatchingEngine.Core;

/// <summary>
/// The array that a map will grow into next, made in idle time, a page at a time: so that whoever needs it waits
/// neither for the allocator nor for pages.
/// </summary>
internal sealed class SpareArray<T> where T : unmanaged
{
    private NativeArray<T>? _array;
    private long _residentBytes;

    /// <summary>Makes the array, or one more page of it resident.</summary>
    /// <param name="length">Structs that it will have, the same each time until it is taken.</param>
    /// <returns>False when there is nothing left to do.</returns>
    public unsafe bool TouchAhead(int length)
    {
        if (_array is null || _array.Length != length)
        {
            _array = new NativeArray<T>(length);
            _residentBytes = 0;
            return true;
        }
        if (_residentBytes >= (long)length * sizeof(T))
            return false;
        _array.Touch(_residentBytes, _residentBytes + 1);
        _residentBytes += NativeArray<T>.PageBytes;
        return true;
    }

    /// <summary>An array of so many structs, all zeroed: the one at hand, if it is as long, or a new one.</summary>
    public NativeArray<T> Take(int length)
    {
        NativeArray<T> array = _array?.Length == length ? _array : new NativeArray<T>(length);
        _array = null;
        return array;
    }
}
