using System.Runtime.InteropServices;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Native memory for the messages that sessions may ask for again, in chunks of one size. Keeps one spare, whose pages
/// are touched while the gateway is idle: so no message pays for the first touch of a page when the spare is ready in
/// time.
/// </summary>
/// <param name="chunkBytes">Size of a chunk.</param>
/// <param name="chunksMax">Chunks that may be in use before one is asked back.</param>
internal sealed unsafe class FlowChunkPool(int chunkBytes, int chunksMax) : IDisposable
{
    private const int PageBytes = 4_096;

    private readonly Stack<nint> _free = new();
    private nint _spare;
    private int _spareTouchedBytes;

    /// <summary>Chunks in use.</summary>
    public int InUse { get; private set; }

    /// <summary>Asks somebody to return a chunk, when the most are in use; whoever can spare one does.</summary>
    public Action? Reclaim { get; set; }

    /// <summary>Takes a chunk; its bytes are whatever they were.</summary>
    public byte* Rent()
    {
        if (InUse >= chunksMax)
            Reclaim?.Invoke();
        InUse++;
        if (_free.TryPop(out nint chunk))
            return (byte*)chunk;
        if (_spare == 0)
            return (byte*)NativeMemory.AlignedAlloc((nuint)chunkBytes, PageBytes);
        chunk = _spare;
        _spare = 0;
        _spareTouchedBytes = 0;
        return (byte*)chunk;
    }

    public void Return(byte* chunk)
    {
        InUse--;
        _free.Push((nint)chunk);
    }

    /// <summary>Does a small step towards a spare chunk that is ready to use.</summary>
    public void PrepareSpare()
    {
        if (_free.Count > 0 || _spareTouchedBytes >= chunkBytes)
            return;
        if (_spare == 0)
            _spare = (nint)NativeMemory.AlignedAlloc((nuint)chunkBytes, PageBytes);
        ((byte*)_spare)[_spareTouchedBytes] = 0;
        _spareTouchedBytes += PageBytes;
    }

    public void Dispose()
    {
        while (_free.TryPop(out nint chunk))
            NativeMemory.AlignedFree((void*)chunk);
        NativeMemory.AlignedFree((void*)_spare);
        _spare = 0;
        _spareTouchedBytes = 0;
    }
}
