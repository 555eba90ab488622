using BenchmarkDotNet.Attributes;
using MatchingEngine.Journal;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// Appends new orders to a journal under policy Os and hands them to the operating system, so many at a time. The time
/// is per record. Each iteration writes a new journal of one segment, made and removed outside the time taken.
/// </summary>
[MemoryDiagnoser]
[WarmupCount(10)]
[IterationCount(30)]
public class JournalBenchmarks
{
    private const int Records = 32_000;

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"journal-benchmark-{Guid.NewGuid():N}");
    private readonly JournalOptions _options = new() { Policy = DurabilityPolicy.Os, SegmentSize = 4 * 1024 * 1024 };
    private CommandRecord _command;
    private RecoveredJournal? _journal;
    private JournalWriter? _writer;

    [Params(1, 16, 256)]
    public int RecordsPerWrite { get; set; }

    [GlobalSetup]
    public void Check()
    {
        ref NewOrderSingleBlock order = ref _command.Begin<NewOrderSingleBlock>();
        order.SessionID = 1;
        order.Price = 123_000_000;
        OpenJournal();
        AppendAndWrite();
        CloseJournal();
    }

    [IterationSetup]
    public void OpenJournal()
    {
        _journal = JournalRecovery.Open(_directory, _options);
        _writer = _journal.StartWriter();
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public void AppendAndWrite()
    {
        JournalWriter writer = _writer!;
        int waiting = 0;
        for (int i = 1; i <= Records; i++)
        {
            _command.Sequence = i;
            _command.TimestampNanos = i;
            writer.Append(in _command);
            if (++waiting < RecordsPerWrite && i < Records)
                continue;
            if (!writer.TryWrite())
                throw new InvalidOperationException("The journal is not written: " + writer.StateReason);
            waiting = 0;
        }
    }

    [IterationCleanup]
    public void CloseJournal()
    {
        long written = _writer!.WrittenSequence;
        _journal!.Dispose();
        JournalReport report = JournalVerifier.Verify(_directory);
        Directory.Delete(_directory, recursive: true);
        if (written != Records || report.Finding != JournalFinding.Whole || report.RecordCount != Records)
            throw new InvalidOperationException($"{written} written, {report.RecordCount} read: {report.Finding}.");
    }
}
