using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.Replay;

/// <summary>Counts events, and writes them one behind the other when there is a file.</summary>
internal sealed class EventFileWriter : IEventConsumer, IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly Stream? _stream;

    /// <param name="path">The file, made anew; null for none.</param>
    public EventFileWriter(string? path)
    {
        _stream = path is null
            ? null
            : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
    }

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    public void OnEvent(in EventRecord record, bool replayed)
    {
        Count++;
        if (_stream is null)
            return;
        EventRecord copy = record;
        _stream.Write(copy.Bytes);
    }

    public void Dispose() => _stream?.Dispose();
}
