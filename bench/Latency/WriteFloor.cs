using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Bench.Latency;

/// <summary>
/// The floor under the journal: the same bytes written in order to one pre-allocated file, in blocks, through the
/// page cache.
/// </summary>
internal static class WriteFloor
{
    /// <summary>Megabytes (10^6) a second.</summary>
    public static double Measure(string directory, long bytes, int blockBytes)
    {
        string path = Path.Combine(directory, "write-floor.bin");
        byte[] block = new byte[blockBytes];
        Random.Shared.NextBytes(block);
        try
        {
            using SafeFileHandle file = File.OpenHandle(
                path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, bytes);
            long start = Stopwatch.GetTimestamp();
            for (long offset = 0; offset < bytes; offset += blockBytes)
                RandomAccess.Write(file, block, offset);
            return bytes / 1e6 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
