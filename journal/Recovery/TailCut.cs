using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Journal;

/// <summary>
/// Takes away what stands behind the last good record, so that the segment is as if it had never been written.
/// </summary>
internal static class TailCut
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Fills a segment with zeros from an offset to its full size and brings that to the device.</summary>
    /// <param name="path">The segment.</param>
    /// <param name="offset">Offset behind its last good record.</param>
    /// <param name="segmentSize">Size that it was made with.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void ZeroBehind(string path, long offset, long segmentSize)
    {
        using SafeFileHandle handle = File.OpenHandle(
            path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        byte[] zeros = new byte[BlockSize];
        for (long at = offset; at < segmentSize; at += zeros.Length)
            RandomAccess.Write(handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, segmentSize - at)), at);
        if (RandomAccess.GetLength(handle) > segmentSize)
            RandomAccess.SetLength(handle, segmentSize);
        RandomAccess.FlushToDisk(handle);
    }
}
