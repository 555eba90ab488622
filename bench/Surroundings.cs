using System.Reflection;
using System.Runtime.InteropServices;

namespace MatchingEngine.Bench;

/// <summary>What figures mean nothing without: machine, runtime, commit, command line.</summary>
internal static class Surroundings
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string LoadAverage = "/proc/loadavg";

    /// <param name="output">Where it goes.</param>
    /// <param name="room">Folder of the program below <c>bench</c>.</param>
    /// <param name="args">What the program was given.</param>
    public static void Print(TextWriter output, string room, string[] args)
    {
        output.WriteLine($"machine  {Processor()}, {Environment.ProcessorCount} processors, "
            + $"{RuntimeInformation.OSDescription}{Load()}");
        output.WriteLine(
            $"runtime  {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
        output.WriteLine($"version  {Version()}");
        output.WriteLine($"command  dotnet run -c Release --project bench/{room} -- {string.Join(' ', args)}");
        output.WriteLine();
    }

    /// <summary>The version of the build, with the commit that it was made from behind the plus sign.</summary>
    private static string Version() =>
        typeof(Surroundings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    private static string Processor()
    {
        string? line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(one => one.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>At the end of a run the run itself is in it; a figure far above its threads tells of neighbours.</summary>
    private static string Load() => File.Exists(LoadAverage)
        ? $", load average {File.ReadAllText(LoadAverage).Split(' ')[0]}"
        : "";
}
