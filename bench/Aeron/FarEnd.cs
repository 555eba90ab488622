using System.Diagnostics;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>The other end of a measurement, on a thread of this process or in one of its own.</summary>
internal sealed class FarEnd : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;
    private Process? _process;

    public static FarEnd Start(Options options, string mode, int length)
    {
        var far = new FarEnd();
        if (options.Processes == 2)
        {
            far._process = Process.Start(Environment.ProcessPath!, [.. Program(), .. options.FarEnd(mode, length)]);
        }
        else
        {
            Options own = Options.Parse(options.FarEnd(mode, length))!;
            far._thread = new Thread(() => Run(own, far._stop.Token)) { Name = mode, IsBackground = true };
            far._thread.Start();
        }

        return far;
    }

    /// <summary>What stands before the arguments when the run-time's own host was given the program.</summary>
    private static string[] Program() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [typeof(FarEnd).Assembly.Location]
        : [];

    public static void Run(Options options, CancellationToken stop)
    {
        switch (options.Mode)
        {
            case "ponger":
                RoundTrip.Pong(options, stop);
                break;
            case "publisher":
                Throughput.Publish(options, stop);
                break;
            default:
                Throughput.Subscribe(options, stop);
                break;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread?.Join();
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        _stop.Dispose();
    }
}
