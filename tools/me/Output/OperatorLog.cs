using System.Text;
using System.Threading.Channels;

namespace MatchingEngine.Tools.Output;

/// <summary>
/// What a service tells its operator, a line at a time, on standard error. Who writes neither waits nor fails: a log on
/// a full disk, or one that nobody reads, is no reason to stop serving. Lines that are lost by that are counted, and the
/// count stands before the next one that is not. <see cref="Write"/> from any thread.
/// </summary>
internal sealed class OperatorLog : IDisposable
{
    /// <summary>Lines that can wait to be written.</summary>
    public const int Capacity = 4_096;

    private const int LastWordsMillis = 3_000;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Stream _target;
    private readonly Thread _thread;
    private long _lost;
    private long _lostAndTold;

    /// <summary>A log on standard error.</summary>
    public OperatorLog()
        : this(StandardStreams.OpenError())
    {
    }

    /// <param name="target">Takes the lines; on a thread of the log.</param>
    internal OperatorLog(Stream target)
    {
        _target = target;
        _thread = new Thread(Run) { IsBackground = true, Name = "me-log" };
        _thread.Start();
    }

    /// <summary>Writes a line behind the present time.</summary>
    public void Write(string line)
    {
        if (!_lines.Writer.TryWrite($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {line}\n"))
            Interlocked.Increment(ref _lost);
    }

    /// <summary>Waits until all is written, for three seconds at the most.</summary>
    public void Dispose()
    {
        _lines.Writer.TryComplete();
        _thread.Join(LastWordsMillis);
    }

    private void Run()
    {
        while (_lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_lines.Reader.TryRead(out string? line))
                Put(line);
        }
    }

    private void Put(string line)
    {
        long lost = Interlocked.Read(ref _lost);
        string text = lost == _lostAndTold ? line : $"({lost - _lostAndTold} lines are lost here)\n{line}";
        try
        {
            _target.Write(Encoding.UTF8.GetBytes(text));
            _lostAndTold = lost;
        }
        catch (IOException)
        {
            Interlocked.Increment(ref _lost);
        }
    }
}
