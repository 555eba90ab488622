using System.Diagnostics;
using MatchingEngine.AeronDriver;
using MediaDriverTests.Peer;

namespace MediaDriverTests.Support;

/// <summary>This assembly run as a process of its own, to be killed.</summary>
internal sealed unsafe class OtherProcess : IDisposable
{
    public const string PublisherRole = "publisher";
    public const string DriverRole = "driver";
    public const int StreamId = 10;
    public const int Messages = 3;

    private readonly Process _process;

    /// <summary>Starts the process and waits until it has done what it is for.</summary>
    public OtherProcess(string role, string directory, Action meanwhile)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(OtherProcess).Assembly.Location);
        start.ArgumentList.Add(role);
        start.ArgumentList.Add(directory);
        _process = Process.Start(start)!;
        Task<string?> ready = _process.StandardOutput.ReadLineAsync();
        Await.That($"the {role} process", () => ready.IsCompleted, meanwhile);
        Assert.Equal("ready", ready.Result);
    }

    /// <summary>Entry point of the other process.</summary>
    public static int Main(string[] args)
    {
        if (args is not [PublisherRole or DriverRole, _])
        {
            return 2;
        }

        if (args[0] == DriverRole)
        {
            MediaDriverContext context = TestDriver.NewContext();
            context.DirectoryName = args[1];
            context.ThreadingMode = ThreadingMode.Shared;
            using var driver = MediaDriver.Launch(context);
            Console.WriteLine("ready");
            Thread.Sleep(Timeout.Infinite);
        }

        var client = new PeerClient(args[1], () => Thread.Sleep(1));
        PeerPublication publication = client.AddPublication("aeron:ipc", StreamId);
        Await.That("connection", () => publication.IsConnected, client.Turn);
        var traffic = new NumberedTraffic(64);
        Await.That("messages", () => traffic.Sent == Messages, () =>
        {
            client.Turn();
            traffic.Send(publication, Messages);
        });
        if (publication.TryClaim(200) == null)
        {
            return 3;
        }

        Console.WriteLine("ready");
        while (true)
        {
            client.Turn();
        }
    }

    /// <summary>Ends it with no chance to tidy up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
