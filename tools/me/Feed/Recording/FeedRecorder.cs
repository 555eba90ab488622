using System.Diagnostics;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed.Recording;

/// <summary>Writes every packet of every stream to a file, as it was received. One thread.</summary>
internal sealed class FeedRecorder : IDisposable
{
    private const int PacketsPerTurn = 256;
    private const long FlushMillis = 200;

    private readonly DriverFailure _failure = new();
    private readonly Aeron _aeron;
    private readonly FeedFileWriter _file;
    private readonly List<Recorded> _streams = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _flushDueMillis;

    /// <exception cref="Adaptive.Aeron.Exceptions.AeronException">There is no media driver.</exception>
    /// <exception cref="IOException">The file is there already, or can't be written.</exception>
    public FeedRecorder(FeedConnectionOptions connection, string path)
    {
        Aeron.Context context = new Aeron.Context().ClientName("me record").ErrorHandler(_failure);
        if (connection.AeronDirectory is { } directory)
            context.AeronDirectoryName(directory);
        _aeron = Aeron.Connect(context);
        try
        {
            Subscribe(connection);
            _file = new FeedFileWriter(path, (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);
        }
        catch
        {
            // A client that only vanished would hold its places among the subscribers for some time.
            _aeron.Dispose();
            throw;
        }
    }

    /// <summary>Why nothing more will come; null while more may.</summary>
    public string? Failure => _failure.Message;

    public long PacketCount => _file.PacketCount;

    public long ByteCount => _file.ByteCount;

    public int DoWork()
    {
        int packets = 0;
        foreach (Recorded stream in _streams)
            packets += stream.Poll();
        if (Environment.TickCount64 >= _flushDueMillis)
        {
            _flushDueMillis = Environment.TickCount64 + FlushMillis;
            _file.Flush();
        }
        return packets;
    }

    public void Dispose()
    {
        _aeron.Dispose();
        _file.Dispose();
    }

    private void Subscribe(FeedConnectionOptions connection)
    {
        ChannelUri channel = ChannelUri.Parse(connection.Channel);
        // A recorder that falls behind must not hold the venue back.
        channel.Put("tether", "false");
        foreach (FeedStream stream in Enum.GetValues<FeedStream>())
        {
            if (stream != FeedStream.NULL_VALUE)
            {
                Subscription subscription =
                    _aeron.AddSubscription(channel.ToString(), connection.StreamIdBase + (int)stream);
                _streams.Add(new Recorded(this, stream, subscription));
            }
        }
    }

    private sealed unsafe class Recorded(FeedRecorder recorder, FeedStream stream, Subscription subscription)
        : IFragmentHandler
    {
        public bool IsConnected => subscription.IsConnected;

        public int Poll() => subscription.Poll(this, PacketsPerTurn);

        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header) => recorder._file.Add(
            stream,
            header.SessionId,
            (long)Stopwatch.GetElapsedTime(recorder._start).TotalNanoseconds,
            new ReadOnlySpan<byte>((byte*)buffer.BufferPointer + offset, length));
    }
}
