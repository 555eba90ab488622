using System.Buffers.Binary;

namespace MediaDriverTests.Peer;

/// <summary>Sends numbered messages and checks that each arrives once, whole and in order.</summary>
internal sealed class NumberedTraffic(int length)
{
    private readonly byte[] _message = new byte[length];

    public long Sent { get; private set; }

    public long Received { get; private set; }

    /// <summary>Publishes until it is held back or all have gone.</summary>
    public int Send(PeerPublication publication, long total, int burst = 64)
    {
        int sent = 0;
        while (sent < burst && Sent < total)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_message, Sent);
            _message[^1] = (byte)Sent;
            if (!publication.TryOffer(_message))
            {
                break;
            }

            Sent++;
            sent++;
        }

        return sent;
    }

    public void OnMessage(byte[] message)
    {
        if (message.Length != length || PeerImage.NumberOf(message) != Received || message[^1] != (byte)Received)
        {
            Assert.Fail($"message {PeerImage.NumberOf(message)} of {message.Length} bytes where {Received} was due");
        }

        Received++;
    }

    /// <summary>Sends and receives until all have arrived.</summary>
    public void Exchange(PeerClient client, PeerPublication publication, PeerImage image, long total)
    {
        const int MessagesPerSecondAtLeast = 20_000;
        TimeSpan limit = Support.Await.Limit + TimeSpan.FromSeconds(total / MessagesPerSecondAtLeast);
        Support.Await.That($"{total} messages, {Received} came", () => Received == total, Turn, limit);

        void Turn()
        {
            Send(publication, total);
            client.Turn();
            image.Poll(256, OnMessage);
        }
    }
}
