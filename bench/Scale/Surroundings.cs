using System.Reflection;
using System.Runtime.InteropServices;

namespace MatchingEngine.Bench.Scale;

/// <summary>What figures mean nothing without: machine, runtime, commit, command line.</summary>
internal static class Surroundings
{
    public static void Print(string[] args)
    {
        string processor = File.ReadLines("/proc/cpuinfo")
            .First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        string load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        string version = typeof(Surroundings).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        Console.WriteLine($"machine  {processor}, {Environment.ProcessorCount} processors, "
            + $"{RuntimeInformation.OSDescription}, load average {load}");
        Console.WriteLine($"runtime  {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"version  {version}");
        Console.WriteLine($"command  dotnet run -c Release --project bench/Scale -- {string.Join(' ', args)}");
        Console.WriteLine();
    }
}
