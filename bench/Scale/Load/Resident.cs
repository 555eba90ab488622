using System.Globalization;

namespace MatchingEngine.Bench.Scale.Load;

/// <summary>Memory of this process that is in the machine's memory.</summary>
internal static class Resident
{
    /// <summary>Bytes resident now, managed garbage and what waits for finalizers gone.</summary>
    public static long Bytes()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
