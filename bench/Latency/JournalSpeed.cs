using System.Diagnostics;
using MatchingEngine.Journal;
using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Latency;

/// <summary>The journal by itself: append and write, in batches as the pipeline makes them.</summary>
internal static class JournalSpeed
{
    private const int Batch = 512;

    /// <summary>
    /// Megabytes (10^6) of records a second under policy os; the disk is asked for nothing, as in the floor beside
    /// it.
    /// </summary>
    public static double Measure(string parentDirectory, long bytes)
    {
        string directory = Path.Combine(parentDirectory, Guid.NewGuid().ToString("N"));
        var options = new JournalOptions { Policy = DurabilityPolicy.Os, SegmentSize = 256 << 20 };
        var record = default(CommandRecord);
        record.Begin<NewOrderSingleBlock>();
        int size = RecordLayout.Aligned(record.Length);
        try
        {
            using RecoveredJournal journal = JournalRecovery.Open(directory, options);
            JournalWriter writer = journal.StartWriter();
            long start = Stopwatch.GetTimestamp();
            for (long written = 0; written < bytes; written += size)
            {
                record.Sequence++;
                writer.Append(in record);
                if (record.Sequence % Batch == 0)
                    writer.TryWrite();
            }
            writer.TryWrite();
            return record.Sequence * size / 1e6 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
