using System.Text;
using FeedClientTests.Support;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Readme;

public sealed class ReadmeTests : IDisposable
{
    private readonly TestDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    [Fact]
    public void Code_of_the_readme_is_this_code()
    {
        string root = Root();
        string readme = File.ReadAllText(Path.Combine(root, "gateway", "Client", "README.md"));
        string sample = File.ReadAllText(
            Path.Combine(root, "tests", "FeedClient.Tests", "Readme", "MarketDataSample.cs"));
        string[] parts = sample.Split("// <readme>\n")[1..];
        Assert.Equal(4, parts.Length);
        foreach (string part in parts)
        {
            string[] lines = part.Split("// </readme>")[0].TrimEnd().Split('\n');
            int indent = lines[0].Length - lines[0].TrimStart().Length;
            string code = string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : line.Trim()));
            Assert.Contains(code, readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Code_of_the_readme_runs()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 1);
        using var replay = new TestReplayServer(venue.Store);
        string checkpoint = Path.GetTempFileName();
        File.Delete(checkpoint);
        TextWriter console = Console.Out;
        using var output = new SharedWriter();
        Console.SetOut(output);
        try
        {
            using var end = new CancellationTokenSource();
            var running = new Thread(() => Sample.Run(_driver.Directory, replay.EndPoint, checkpoint, end.Token));
            running.Start();
            Await.That("the consumer", () => venue.IsConnected(FeedStream.Orders) && venue.IsConnected(FeedStream.Fills),
                () => Thread.Yield());
            venue.Fill(5);
            Await.That(
                "its output",
                () => output.Text.Contains("fill 1: 5", StringComparison.Ordinal)
                    && output.Text.Contains(" bid at ", StringComparison.Ordinal)
                    && output.Text.Contains(" took", StringComparison.Ordinal),
                () =>
                {
                    venue.Step();
                    venue.Beat();
                    venue.Snapshot();
                    Thread.Sleep(1);
                });
            end.Cancel();
            running.Join();
        }
        finally
        {
            Console.SetOut(console);
            File.Delete(checkpoint);
        }
    }

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Directory.Packages.props")))
            at = at.Parent;
        return at.FullName;
    }

    /// <summary>Written by the sample's thread, and read by the test's meanwhile.</summary>
    private sealed class SharedWriter : TextWriter
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public string Text
        {
            get
            {
                lock (_text)
                    return _text.ToString();
            }
        }

        public override void Write(char value)
        {
            lock (_text)
                _text.Append(value);
        }
    }
}
