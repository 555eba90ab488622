using System.Globalization;
using System.Runtime.CompilerServices;
using MatchingEngine.Core;

namespace MatchingEngine.Bench.Scale.Load;

/// <summary>How cost and memory of the core grow with instruments, resting orders and the width of prices.</summary>
internal static class LoadTable
{
    private const string Header =
        "| instruments | resting orders | prices a side | fill ns: mean | p99.9 | slowest | in full books ns: mean | p99.9 "
        + "| slowest | order B | levels and trees B | ids and rest B | all MB |";

    private static readonly int[] Instruments = [1, 100, 10_000];
    private static readonly int[] RestingOrders = [10_000, 100_000, 1_000_000, 10_000_000];
    private static readonly long[] PriceTicks = [100, 10_000, 1_000_000_000];

    /// <summary>Prints the rows whose size lies within bounds; of all numbers of instruments when 0 is given.</summary>
    public static void Print(
        int minOrders, int maxOrders, int onlyInstruments, int rounds, bool sparseIds, bool idleTurns)
    {
        for (int i = 0; i < 3; i++)
            Measure(new LoadCase(10, 20_000, 1_000, sparseIds, idleTurns), 1);
        Console.WriteLine($"Timing a command takes {TimerNanos()} ns of each figure.");
        Console.WriteLine();
        Console.WriteLine(Header);
        Console.WriteLine(string.Concat(Enumerable.Repeat("| ---: ", Header.Count(c => c == '|') - 1)) + "|");
        foreach (int orders in RestingOrders.Where(n => n >= minOrders && n <= maxOrders))
        {
            foreach (int instruments in Instruments.Where(n => onlyInstruments == 0 || n == onlyInstruments))
            {
                foreach (long ticks in PriceTicks)
                {
                    LoadCase loadCase = new(instruments, orders, ticks, sparseIds, idleTurns);
                    PrintRow(loadCase, Measure(loadCase, rounds));
                }
            }
        }
    }

    private static LoadResult Measure(LoadCase loadCase, int rounds)
    {
        const int churn = LoadRun.ChurnTurns * LoadRun.CommandsOfTurn;
        CommandTimes fill = new(loadCase.RestingOrders);
        CommandTimes inFull = new(churn);
        OrderSlots slots = new(loadCase, loadCase.RestingOrders + churn + 1);
        long resident = long.MaxValue;
        BookMemory memory = default;
        for (int round = 0; round < rounds; round++)
        {
            LoadRun run = RunOnce(loadCase, slots, fill, inFull);
            resident = Math.Min(resident, run.ResidentBytes);
            memory = run.Memory;
        }
        return new LoadResult(fill.Summarize(), inFull.Summarize(), memory, resident);
    }

    // Apart, so that nothing holds the engine of the run before while the next one is weighed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LoadRun RunOnce(LoadCase loadCase, OrderSlots slots, CommandTimes fill, CommandTimes inFull)
    {
        LoadRun run = new(loadCase, slots);
        run.Fill(fill);
        run.Churn(inFull);
        run.Finish();
        return run;
    }

    // Smallest of many: what the clock itself takes.
    private static long TimerNanos()
    {
        CommandTimes times = new(1);
        for (int i = 0; i < 10_000; i++)
        {
            times.BeginRun();
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            times.Add(System.Diagnostics.Stopwatch.GetTimestamp() - start);
        }
        return times.Summarize().Slowest;
    }

    private static void PrintRow(LoadCase loadCase, LoadResult result)
    {
        double orders = loadCase.RestingOrders;
        double index = (result.Memory.Levels + result.Memory.PriceTrees) / orders;
        double rest = (result.ResidentBytes - result.Memory.Orders) / orders - index;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {loadCase.Instruments:N0} | {loadCase.RestingOrders:N0} | {loadCase.PriceTicks:N0} "
            + $"| {Text(result.Fill)} | {Text(result.Churn)} "
            + $"| {result.Memory.Orders / orders:F0} | {index:F0} | {rest:F0} | {result.ResidentBytes / 1e6:F1} |"));
    }

    private static string Text(TimeFigures times) => string.Create(
        CultureInfo.InvariantCulture, $"{times.Mean:F0} | {times.P999:N0} | {times.Slowest:N0}");
}
