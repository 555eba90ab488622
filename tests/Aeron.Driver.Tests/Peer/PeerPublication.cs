namespace MediaDriverTests.Peer;

/// <summary>
/// Appends to a publication's log as the layouts say, for concurrent and exclusive publications alike.
/// </summary>
internal sealed unsafe class PeerPublication : IDisposable
{
    private readonly PeerClient _client;
    private readonly byte* _limit;

    public PeerPublication(PeerClient client, PeerResponse ready)
    {
        _client = client;
        CorrelationId = ready.Long(0);
        RegistrationId = ready.Long(8);
        SessionId = ready.Int(16);
        StreamId = ready.Int(20);
        ChannelStatusId = ready.Int(28);
        _limit = client.CounterValue(ready.Int(24));
        FileName = ready.Text(32);
        Log = new Mapping(FileName);
        Metadata = Log.Length - 4096;
        TermLength = Log.Int(Metadata + 276);
        InitialTermId = Log.Int(Metadata + 264);
        Mtu = Log.Int(Metadata + 272);
    }

    public long CorrelationId { get; }

    public long RegistrationId { get; }

    public int SessionId { get; }

    public int StreamId { get; }

    public int ChannelStatusId { get; }

    public string FileName { get; }

    public Mapping Log { get; }

    public long Metadata { get; }

    public int TermLength { get; }

    public int InitialTermId { get; }

    public int Mtu { get; }

    public long Limit => Volatile.Read(ref *(long*)_limit);

    public bool IsConnected => Log.Int(Metadata + 136) == 1;

    public long Position
    {
        get
        {
            int termCount = Log.Int(Metadata + 24);
            long tail = Log.Long(Metadata + (8 * (termCount % 3)));
            return (((long)((int)(tail >> 32) - InitialTermId)) * TermLength) + Math.Min(tail & 0xFFFFFFFF, TermLength);
        }
    }

    /// <summary>Publishes one unfragmented message; false when it is held back or the term had to change.</summary>
    public bool TryOffer(ReadOnlySpan<byte> payload)
    {
        byte* frame = TryClaim(payload.Length);
        if (frame == null)
        {
            return false;
        }

        payload.CopyTo(new Span<byte>(frame + 32, payload.Length));
        Commit(frame, payload.Length);
        return true;
    }

    public static void Commit(byte* frame, int payloadLength) => Volatile.Write(ref *(int*)frame, payloadLength + 32);

    /// <summary>Takes the place of a frame and writes its header with the length below zero.</summary>
    public byte* TryClaim(int payloadLength, bool writeHeader = true)
    {
        if (Position >= Limit)
        {
            return null;
        }

        int termCount = Log.Int(Metadata + 24);
        int partition = termCount % 3;
        int aligned = (payloadLength + 32 + 31) & ~31;
        long raw = Interlocked.Add(ref *(long*)Log.At(Metadata + (8 * partition)), aligned) - aligned;
        int termId = (int)(raw >> 32);
        int offset = (int)(raw & 0xFFFFFFFF);
        byte* term = Log.At((long)partition * TermLength);
        if (offset + aligned > TermLength)
        {
            if (offset < TermLength)
            {
                WriteHeader(term + offset, termId, offset, TermLength - offset, 0);
                Volatile.Write(ref *(int*)(term + offset), TermLength - offset);
            }

            Log.PutLong(Metadata + (8 * ((partition + 1) % 3)), (long)(termId + 1) << 32);
            Log.PutInt(Metadata + 24, termCount + 1);
            return null;
        }

        if (writeHeader)
        {
            WriteHeader(term + offset, termId, offset, payloadLength + 32, 1);
        }

        return term + offset;
    }

    /// <summary>Tells the driver that this client publishes no more.</summary>
    public long Remove(long? flags = null) => _client.Send(PeerClient.RemovePublicationType, command =>
    {
        command.Long(CorrelationId);
        if (flags is { } value)
        {
            command.Long(value);
        }
    });

    public void Dispose() => Log.Dispose();

    private void WriteHeader(byte* frame, int termId, int offset, int length, ushort type)
    {
        Volatile.Write(ref *(int*)frame, -length);
        frame[4] = 0;
        frame[5] = 0xC0;
        *(ushort*)(frame + 6) = type;
        *(int*)(frame + 8) = offset;
        *(int*)(frame + 12) = SessionId;
        *(int*)(frame + 16) = StreamId;
        *(int*)(frame + 20) = termId;
        *(long*)(frame + 24) = 0;
    }
}
