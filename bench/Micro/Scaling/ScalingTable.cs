using System.Globalization;

namespace MatchingEngine.Micro.Scaling;

/// <summary>
/// How the cost of a command grows with instruments, resting orders and the width of prices. One after the other in one
/// process, the first run of all thrown away; whole runs, growth included.
/// </summary>
internal static class ScalingTable
{
    private static readonly ScalingCase[] Cases =
    [
        new(1, 100_000, 1_000),
        new(10, 100_000, 1_000),
        new(100, 100_000, 1_000),
        new(1_000, 100_000, 1_000),
        new(10_000, 100_000, 1_000),
        new(1, 1_000, 1_000),
        new(1, 10_000, 1_000),
        new(1, 1_000_000, 1_000),
        new(1, 10_000_000, 1_000),
        new(1, 100_000, 10),
        new(1, 100_000, 100_000),
        new(1, 100_000, 10_000_000),
        new(1, 100_000, 1_000_000_000_000),
        new(10_000, 1_000_000, 1_000_000),
    ];

    public static void Print(int maxRestingOrders)
    {
        Console.WriteLine("| instruments | resting orders | prices a side | add ns | cancel ns | bytes an order | "
            + "fill ns | slowest command while filling, us |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (int round = 0; round < 3; round++)
            _ = new ScalingRig(Cases[0]).Run();
        foreach (ScalingCase scalingCase in Cases.Where(c => c.RestingOrders <= maxRestingOrders))
            PrintRow(scalingCase, new ScalingRig(scalingCase).Run());
    }

    private static void PrintRow(ScalingCase scalingCase, ScalingResult result)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {scalingCase.Instruments:N0} | {scalingCase.RestingOrders:N0} | {scalingCase.PriceTicks:N0} | "
            + $"{result.AddNanos:F0} | {result.CancelNanos:F0} | {result.BytesPerOrder:F0} | {result.FillNanos:F0} | "
            + $"{result.SlowestFillMicros:F0} |"));
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
