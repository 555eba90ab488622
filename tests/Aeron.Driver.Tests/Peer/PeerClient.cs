using System.Diagnostics;

namespace MediaDriverTests.Peer;

/// <summary>
/// A client written from the published layouts alone: it shares no code with the driver, so the two agree only if both
/// keep to the layouts.
/// </summary>
internal sealed unsafe class PeerClient : IDisposable
{
    public const int AddPublicationType = 0x01;
    public const int RemovePublicationType = 0x02;
    public const int AddExclusivePublicationType = 0x03;
    public const int AddSubscriptionType = 0x04;
    public const int RemoveSubscriptionType = 0x05;
    public const int KeepAliveType = 0x06;
    public const int ClientCloseType = 0x0B;
    public const int OnError = 0x0F01;
    public const int OnAvailableImage = 0x0F02;
    public const int OnPublicationReady = 0x0F03;
    public const int OnOperationSucceeded = 0x0F04;
    public const int OnUnavailableImage = 0x0F05;
    public const int OnExclusivePublicationReady = 0x0F06;
    public const int OnSubscriptionReady = 0x0F07;
    public const int OnUnavailableCounter = 0x0F09;
    public const int OnClientTimeout = 0x0F0A;

    private readonly Mapping _cnc;
    private readonly Action _turn;
    private readonly long _ring;
    private readonly long _ringCapacity;
    private readonly long _broadcast;
    private readonly long _broadcastCapacity;
    private readonly long _metadata;
    private readonly long _values;
    private long _cursor;
    private long _lastKeepAlive;

    public PeerClient(string directory, Action turn)
    {
        _cnc = new Mapping(Path.Combine(directory, "cnc.dat"));
        _turn = turn;
        Assert.Equal(512, _cnc.Int(0));
        _ring = 128;
        _ringCapacity = _cnc.Int(4) - 768;
        _broadcast = _ring + _cnc.Int(4);
        _broadcastCapacity = _cnc.Int(8) - 128;
        _metadata = _broadcast + _cnc.Int(8);
        _values = _metadata + _cnc.Int(12);
        _cursor = _cnc.Long(_broadcast + _broadcastCapacity + 8);
        Id = NextId();
    }

    public long Id { get; }

    /// <summary>Everything the driver has said since the client began to listen.</summary>
    public List<PeerResponse> Heard { get; } = [];

    /// <summary>Whether the client shows that it lives.</summary>
    public bool KeepsAlive { get; set; } = true;

    public long NextId() => Interlocked.Increment(ref *(long*)_cnc.At(_ring + _ringCapacity + 512)) - 1;

    public byte* CounterValue(int id) => _cnc.At(_values + (id * 128L));

    public byte* CounterMetadata(int id) => _cnc.At(_metadata + (id * 512L));

    /// <summary>
    /// Sends a command whose fields follow the client id and a new correlation id, which is returned.
    /// </summary>
    public long Send(int type, Action<CommandBytes>? fields = null)
    {
        long correlationId = NextId();
        CommandBytes bytes = new CommandBytes().Long(Id).Long(correlationId);
        fields?.Invoke(bytes);
        Write(type, bytes.ToArray());
        return correlationId;
    }

    public void Write(int type, byte[] payload)
    {
        int index = Claim(payload.Length);
        payload.CopyTo(new Span<byte>(_cnc.At(_ring + index + 8), payload.Length));
        _cnc.PutInt(_ring + index + 4, type);
        _cnc.PutInt(_ring + index, payload.Length + 8);
    }

    /// <summary>Takes the place of a command and writes nothing but that it is taken.</summary>
    public int Claim(int payloadLength)
    {
        long tailAt = _ring + _ringCapacity + 128;
        int required = (payloadLength + 8 + 7) & ~7;
        long tail = _cnc.Long(tailAt);
        int index = (int)(tail & (_ringCapacity - 1));
        int toEnd = (int)_ringCapacity - index;
        int padding = required > toEnd ? toEnd : 0;
        _cnc.PutLong(tailAt, tail + required + padding);
        if (padding > 0)
        {
            _cnc.PutInt(_ring + index + 4, -1);
            _cnc.PutInt(_ring + index, padding);
            index = 0;
        }

        _cnc.PutInt(_ring + index, -(payloadLength + 8));
        return index;
    }

    /// <summary>Lets the driver work and hears what it says.</summary>
    public void Turn()
    {
        _turn();
        long now = Stopwatch.GetTimestamp();
        if (KeepsAlive && now - _lastKeepAlive > Stopwatch.Frequency / 50)
        {
            _lastKeepAlive = now;
            Write(KeepAliveType, new CommandBytes().Long(Id).Long(0).ToArray());
        }

        while (Receive() is { } response)
        {
            Heard.Add(response);
        }
    }

    /// <summary>Waits for a message.</summary>
    public PeerResponse Await(string what, Predicate<PeerResponse> condition)
    {
        PeerResponse? found = null;
        Support.Await.That(what, () => (found = Heard.Find(condition)) is not null, Turn);
        return found!;
    }

    public PeerResponse AwaitReply(long correlationId) => Await(
        $"a reply to {correlationId}",
        each => each.Long(0) == correlationId && each.Type is not OnAvailableImage and not OnUnavailableImage);

    public PeerPublication AddPublication(string channel, int streamId, bool isExclusive = false)
    {
        long id = Send(
            isExclusive ? AddExclusivePublicationType : AddPublicationType,
            command => command.Int(streamId).Text(channel));
        PeerResponse ready = AwaitReply(id);
        Assert.True(ready.Type != OnError, ready.Type == OnError ? ready.Text(12) : "");
        Assert.Equal(isExclusive ? OnExclusivePublicationReady : OnPublicationReady, ready.Type);
        return new PeerPublication(this, ready);
    }

    public PeerSubscription AddSubscription(string channel, int streamId)
    {
        long id = Send(AddSubscriptionType, command => command.Long(-1).Int(streamId).Text(channel));
        PeerResponse ready = AwaitReply(id);
        Assert.True(ready.Type != OnError, ready.Type == OnError ? ready.Text(12) : "");
        Assert.Equal(OnSubscriptionReady, ready.Type);
        return new PeerSubscription(this, id, ready.Int(8));
    }

    /// <summary>The error that a command gets.</summary>
    public (int Code, string Message) AwaitError(long correlationId)
    {
        PeerResponse reply = AwaitReply(correlationId);
        Assert.Equal(OnError, reply.Type);
        return (reply.Int(8), reply.Text(12));
    }

    public void Dispose() => _cnc.Dispose();

    private PeerResponse? Receive()
    {
        long trailer = _broadcast + _broadcastCapacity;
        while (_cnc.Long(trailer + 8) > _cursor)
        {
            long index = _cursor & (_broadcastCapacity - 1);
            int length = _cnc.Int(_broadcast + index);
            int type = _cnc.Int(_broadcast + index + 4);
            Assert.True(_cursor + _broadcastCapacity > _cnc.Long(trailer), "the client was overtaken");
            _cursor += (length + 7) & ~7;
            if (type != -1)
            {
                return new PeerResponse(type, _cnc.Bytes(_broadcast + index + 8, length - 8));
            }
        }

        return null;
    }
}
