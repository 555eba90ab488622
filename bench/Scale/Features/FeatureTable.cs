using System.Globalization;

namespace MatchingEngine.Bench.Scale.Features;

/// <summary>What features cost orders that do not use them: the same plain flow with and without, turn about.</summary>
internal static class FeatureTable
{
    private const int WarmUpRounds = 30;

    public static void Print(int rounds)
    {
        FlowTimer timer = new();
        IReadOnlyList<Feature> features = FeatureSet.All;
        List<double>[] nanos = [.. features.Select(_ => new List<double>())];
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            // Each round begins with another feature, so that none is always behind the same one.
            for (int i = 0; i < features.Count; i++)
            {
                int which = (i + round + WarmUpRounds) % features.Count;
                double taken = timer.Run(features[which]);
                if (round >= 0)
                    nanos[which].Add(taken);
            }
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Console.WriteLine("| beside the plain flow | ns a command: median | least | median, to that of nothing | least |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        for (int i = 0; i < features.Count; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {features[i].Name} | {Median(nanos[i]):F1} | {nanos[i].Min():F1} | "
                + $"{Median(nanos[i]) / Median(nanos[0]):F2} | {nanos[i].Min() / nanos[0].Min():F2} |"));
        }
        Console.WriteLine();
        Console.WriteLine($"Allocated by all commands timed: {timer.AllocatedBytes} bytes.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
