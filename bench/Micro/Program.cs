using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using MatchingEngine.Micro.Scaling;

namespace MatchingEngine.Micro;

/// <summary>
/// Runs what the arguments choose; ends with 1 unless every chosen benchmark gave a result. <c>--scaling [N]</c> prints
/// the scaling table instead, with at most N resting orders.
/// </summary>
public static class Program
{
    public static int Main(string[] args)
    {
        if (args is ["--scaling", .. string[] rest])
        {
            ScalingTable.Print(rest is [string most] ? int.Parse(most, CultureInfo.InvariantCulture) : int.MaxValue);
            return 0;
        }

        IConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
            .WithBuildTimeout(TimeSpan.FromMinutes(10));
        IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
        return RunVerdict.ExitCode(args, [.. summaries]);
    }
}
