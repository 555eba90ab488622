using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>Every sequenced message that a venue has published, by stream and number. Any thread.</summary>
internal sealed class MessageStore
{
    private readonly Dictionary<FeedStream, List<byte[]>> _messages = [];
    private readonly Lock _lock = new();

    public ulong Epoch { get; set; } = 77;

    public void Add(FeedStream stream, byte[] packet)
    {
        lock (_lock)
        {
            List<byte[]> messages = Of(stream);
            var reader = new FeedPacketReader(packet);
            while (reader.TryRead(out FeedMessage message))
            {
                if (message.ApplSeqNum != (ulong)messages.Count + 1)
                    throw new InvalidOperationException("The test's own numbers are wrong.");
                messages.Add(message.Bytes.ToArray());
            }
        }
    }

    public ulong LastOf(FeedStream stream)
    {
        lock (_lock)
            return (ulong)Of(stream).Count;
    }

    public byte[][] Range(FeedStream stream, ulong begin, ulong end)
    {
        lock (_lock)
            return [.. Of(stream).Skip((int)begin - 1).Take((int)(end - begin + 1))];
    }

    private List<byte[]> Of(FeedStream stream)
    {
        if (!_messages.TryGetValue(stream, out List<byte[]>? messages))
            _messages.Add(stream, messages = []);
        return messages;
    }
}
