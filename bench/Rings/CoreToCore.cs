using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MatchingEngine.Bench.Rings;

/// <summary>The floor: how long a cache line needs to another core and back, without any library.</summary>
public static class CoreToCore
{
    private const int Chunks = 25;
    private const int TurnsInChunk = 400;
    private const double FarNanos = 300;

    /// <summary>
    /// Round trip of one word between two spinning threads, as the median over short chunks. A virtual machine's two
    /// cores may or may not share a cache, and that may change while it runs: all figures of a ring hang on this one.
    /// </summary>
    public static double RoundTripNanos()
    {
        var word = new PaddedWord();
        var other = new Thread(() => Answer(word)) { IsBackground = true };
        other.Start();
        var nanos = new double[Chunks];
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var start = Stopwatch.GetTimestamp();
            Play(word, chunk * TurnsInChunk, (chunk + 1) * TurnsInChunk);
            nanos[chunk] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / TurnsInChunk;
        }

        other.Join();
        Array.Sort(nanos);
        return nanos[Chunks / 2];
    }

    public static string StateOf(double roundTripNanos) => roundTripNanos < FarNanos ? "near" : "far";

    private static void Play(PaddedWord word, int from, int to)
    {
        for (var turn = from; turn < to; turn++)
        {
            Volatile.Write(ref word.Value, (2 * turn) + 1);
            while (Volatile.Read(ref word.Value) != (2 * turn) + 2)
            {
            }
        }
    }

    private static void Answer(PaddedWord word)
    {
        for (var turn = 0; turn < Chunks * TurnsInChunk; turn++)
        {
            while (Volatile.Read(ref word.Value) != (2 * turn) + 1)
            {
            }

            Volatile.Write(ref word.Value, (2 * turn) + 2);
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private sealed class PaddedWord
    {
        [FieldOffset(120)]
        public long Value;
    }
}
