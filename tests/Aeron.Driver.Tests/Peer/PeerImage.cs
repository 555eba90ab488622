using System.Buffers.Binary;

namespace MediaDriverTests.Peer;

/// <summary>Reads an image's log as the layouts say.</summary>
internal sealed unsafe class PeerImage : IDisposable
{
    private readonly byte* _position;
    private readonly int _termLength;

    public PeerImage(PeerClient client, PeerResponse available)
    {
        CorrelationId = available.Long(0);
        SessionId = available.Int(8);
        string name = available.Text(28);
        int sourceOffset = 32 + ((name.Length + 3) & ~3);
        Source = available.Text(sourceOffset);
        Log = new Mapping(name);
        _position = client.CounterValue(available.Int(24));
        _termLength = Log.Int(Log.Length - 4096 + 276);
        JoinPosition = Position;
    }

    public long CorrelationId { get; }

    public int SessionId { get; }

    public string Source { get; }

    public Mapping Log { get; }

    public long JoinPosition { get; }

    public bool IsGone { get; private set; }

    public long Position => Volatile.Read(ref *(long*)_position);

    public long EndOfStreamPosition => Log.Long(Log.Length - 4096 + 128);

    public bool IsRevoked => *Log.At(Log.Length - 4096 + 496) != 0;

    public void Leave() => IsGone = true;

    /// <summary>Reads frames up to a limit and tells the position to the driver.</summary>
    public int Poll(int limit, Action<byte[]> onMessage)
    {
        long position = Position;
        int count = 0;
        while (count < limit && !IsGone)
        {
            int offset = (int)(position % _termLength);
            byte* frame = Log.At((position / _termLength % 3 * _termLength) + offset);
            int length = Volatile.Read(ref *(int*)frame);
            if (length <= 0)
            {
                break;
            }

            position += (length + 31) & ~31;
            if (*(ushort*)(frame + 6) == 1)
            {
                onMessage(new ReadOnlySpan<byte>(frame + 32, length - 32).ToArray());
                count++;
            }
        }

        if (position != Position)
        {
            Volatile.Write(ref *(long*)_position, position);
        }

        return count;
    }

    public void Dispose() => Log.Dispose();

    /// <summary>The number that a numbered message carries.</summary>
    public static long NumberOf(byte[] message) => BinaryPrimitives.ReadInt64LittleEndian(message);
}
