using BenchmarkDotNet.Reports;

namespace MatchingEngine.Micro;

/// <summary>Turns a run into an exit code: the runner itself ends with 0 also when a benchmark has thrown.</summary>
internal static class RunVerdict
{
    private static readonly string[] OptionsThatRunNothing = ["--list", "--help", "--info", "--version"];

    /// <returns>
    /// 0 when every benchmark that was chosen gave a result, or when the arguments only ask for information; else
    /// 1.
    /// </returns>
    public static int ExitCode(string[] args, IReadOnlyList<Summary> summaries)
    {
        if (args.Any(argument => OptionsThatRunNothing.Contains(argument.ToLowerInvariant())))
            return 0;
        var failures = summaries.SelectMany(Failures).ToList();
        if (summaries.Sum(summary => summary.Reports.Length) == 0)
            failures.Add("no benchmark ran");
        foreach (string failure in failures)
            Console.Error.WriteLine("FAILED: " + failure);
        return failures.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Failures(Summary summary)
    {
        foreach (var error in summary.ValidationErrors.Where(error => error.IsCritical))
            yield return $"{summary.Title}: {error.Message}";
        foreach (BenchmarkReport report in summary.Reports.Where(
            report => !report.Success || report.ResultStatistics is null))
            yield return $"{report.BenchmarkCase.DisplayInfo}: no result";
        int missing = summary.BenchmarksCases.Length - summary.Reports.Length;
        if (missing > 0)
            yield return $"{summary.Title}: {missing} did not run";
    }
}
