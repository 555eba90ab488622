using System.Buffers;

namespace MatchingEngine.Journal;

/// <summary>Lists the segments of a journal, each looked at by itself. Changes nothing. Thread-safe.</summary>
public static class JournalInfo
{
    /// <summary>
    /// Reads all segments of a directory, in the order of their first sequences. What is wrong with one does not hide
    /// the others; how they follow on each other is <see cref="JournalVerifier"/>'s matter.
    /// </summary>
    /// <param name="directory">The data directory; one that is not there is an empty journal.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<SegmentInfo> Read(string directory)
    {
        IReadOnlyList<string> paths = JournalDirectory.ListSegments(directory);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockReader.BufferSize);
        SegmentInfo[] segments = new SegmentInfo[paths.Count];
        try
        {
            for (int i = 0; i < segments.Length; i++)
            {
                using SegmentReader segment = new(paths[i], buffer);
                segments[i] = Read(segment, isLast: i == segments.Length - 1);
            }

            return segments;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static SegmentInfo Read(SegmentReader segment, bool isLast)
    {
        _ = JournalDirectory.TryParseSegmentFileName(segment.Path, out long first);
        JournalProblem? problem = segment.ReadHeader(first - 1);
        long recordBytes = 0;
        if (problem is null)
        {
            do
            {
                RecordFault fault;
                do
                    fault = segment.TryNext(out _);
                while (fault == RecordFault.None);
                problem = segment.ExamineEnd(fault, isLast);
            }
            while (problem is not null && isLast && segment.HasGrown());
            recordBytes = segment.Offset - SegmentHeader.PageSize;
        }

        ref readonly SegmentHeader header = ref segment.Header;
        long last = recordBytes > 0 ? segment.State.LastSequence : first - 1;
        return new SegmentInfo(
            segment.Path, segment.FileLength,
            header.JournalId, header.FormatVersion, header.SchemaId, header.SchemaVersion,
            header.Epoch, header.SegmentIndex, header.SegmentSize, header.CreationTimestampNanos, header.Chain,
            first, last, recordBytes, problem);
    }
}
