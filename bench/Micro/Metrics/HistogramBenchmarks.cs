using BenchmarkDotNet.Attributes;
using HdrHistogram;

namespace MatchingEngine.Micro;

/// <summary>Records one latency, log-uniform from about 150 ns to 3 ms, on one thread.</summary>
[MemoryDiagnoser]
public class HistogramBenchmarks
{
    private const int Values = 4_096;

    private readonly long[] _nanos = new long[Values];
    private readonly LongHistogram _histogram = new(1, 3_600_000_000_000, 3);
    private readonly LongConcurrentHistogram _concurrent = new(1, 3_600_000_000_000, 3);
    private readonly Recorder _recorder = new(
        1,
        3_600_000_000_000,
        3,
        (id, lowest, highest, digits) => new LongConcurrentHistogram(id, lowest, highest, digits));

    [GlobalSetup]
    public void Check()
    {
        var random = new Random(1);
        for (int i = 0; i < Values; i++)
            _nanos[i] = (long)Math.Exp(5 + (random.NextDouble() * 10));
        RecordLong();
        RecordConcurrent();
        RecordInRecorder();
        long[] sorted = [.. _nanos.Order()];
        HistogramBase interval = _recorder.GetIntervalHistogram();
        foreach (HistogramBase histogram in new[] { _histogram, _concurrent, interval })
        {
            long median = histogram.GetValueAtPercentile(50);
            if (histogram.TotalCount != Values || median != histogram.HighestEquivalentValue(sorted[(Values / 2) - 1]))
            {
                throw new InvalidOperationException(
                    $"{histogram.GetType().Name}: {histogram.TotalCount} values, median {median}.");
            }
        }
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public void RecordLong()
    {
        foreach (long nanos in _nanos)
            _histogram.RecordValue(nanos);
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public void RecordConcurrent()
    {
        foreach (long nanos in _nanos)
            _concurrent.RecordValue(nanos);
    }

    [Benchmark(OperationsPerInvoke = Values)]
    public void RecordInRecorder()
    {
        foreach (long nanos in _nanos)
            _recorder.RecordValue(nanos);
    }
}
