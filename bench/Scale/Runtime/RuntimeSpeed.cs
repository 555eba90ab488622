using System.Globalization;
using System.Runtime.CompilerServices;
using MatchingEngine.Bench.Scale.Features;

namespace MatchingEngine.Bench.Scale.Runtime;

/// <summary>The plain flow in this process, for holding one runtime against another.</summary>
internal static class RuntimeSpeed
{
    private const int WarmUpRuns = 300;

    /// <summary>Prints one line: kind of code, version, least and median of nanoseconds a command, bytes allocated.</summary>
    public static void Print(int runs)
    {
        FlowTimer timer = new();
        Feature nothing = FeatureSet.All[0];
        for (int i = 0; i < WarmUpRuns; i++)
            timer.Run(nothing);
        double[] nanos = new double[runs];
        for (int i = 0; i < runs; i++)
            nanos[i] = timer.Run(nothing);
        Array.Sort(nanos);
        string code = RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : "AOT";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{code} {Environment.Version} {nanos[0]:F2} {nanos[runs / 2]:F2} {timer.AllocatedBytes}"));
    }
}
