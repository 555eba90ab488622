using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace MatchingEngine.Micro;

/// <summary>Runs what the arguments choose; ends with 1 unless every chosen benchmark gave a result.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        IConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
            .WithBuildTimeout(TimeSpan.FromMinutes(10));
        IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
        return RunVerdict.ExitCode(args, [.. summaries]);
    }
}
