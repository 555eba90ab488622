using Adaptive.Agrona.Concurrent;

namespace AeronClientTests.Peer;

/// <summary>
/// A driver for tests, written from the facts about the formats alone: it maps the command file itself, takes commands
/// off the ring byte by byte, remembers them, and answers as a driver does. It moves no data: tests do that. Its turns
/// are done by the caller, so that nothing depends on time.
/// </summary>
internal sealed class TestDriver : IAgent, IDisposable
{
    public const int RingCapacity = 64 * 1024;
    public const int BroadcastCapacity = 64 * 1024;
    public const int Counters = 64;
    public const int FirstFreeCounter = 10;

    private const int Ring = 128;
    private const int Broadcast = Ring + RingCapacity + 768;
    private const int MetaData = Broadcast + BroadcastCapacity + 128;
    private const int Values = MetaData + (Counters * 512);
    private const int ErrorLog = Values + (Counters * 128);
    private const int End = ErrorLog + 4096;

    private readonly SharedFile _cnc;
    private readonly Dictionary<long, int> _heartbeats = [];
    private readonly List<LogFile> _logs = [];
    private int _nextCounter = FirstFreeCounter;

    public TestDriver(long clientLivenessTimeoutNs = 10_000_000_000)
    {
        Directory = Path.Combine(
            System.IO.Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
            "aeron-test-" + Guid.NewGuid().ToString("N"));
        System.IO.Directory.CreateDirectory(Directory);
        _cnc = new SharedFile(Path.Combine(Directory, "cnc.dat"), (End + 4095) / 4096 * 4096);
        _cnc.Put(4, RingCapacity + 768);
        _cnc.Put(8, BroadcastCapacity + 128);
        _cnc.Put(12, Counters * 512);
        _cnc.Put(16, Counters * 128);
        _cnc.Put(20, 4096);
        _cnc.Put(24, clientLivenessTimeoutNs);
        _cnc.Put(40, (long)Environment.ProcessId);
        _cnc.Put(48, 4096);
        PutCounter(43, 0, 43, 65536);
        for (int id = 0; id < 43; id++)
        {
            PutCounter(id, 0, id, 0);
        }

        _nextCounter = 44;
        Heartbeat(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        _cnc.Put(0, 512);
    }

    public string Directory { get; }

    public List<(int Type, byte[] Bytes)> Commands { get; } = [];

    public Dictionary<long, LogFile> Logs { get; } = [];

    public bool IsSilent { get; set; }

    /// <summary>Error code that the next command is refused with; 0 to carry it out.</summary>
    public int RefuseWith { get; set; }

    public int ChannelStatusCounter { get; set; } = -1;

    public int TermLength { get; set; } = 64 * 1024;

    public int Mtu { get; set; } = 1408;

    public int InitialTermId { get; set; } = 7;

    public long StartPosition { get; set; }

    public long FirstLimit { get; set; } = 32 * 1024;

    public LogFile LastLog => _logs[^1];

    public int LastLimitCounter { get; private set; }

    public long LastCorrelationId => Message.LongAt(Commands[^1].Bytes, 8);

    public void Heartbeat(long epochMs) => _cnc.Put(Ring + RingCapacity + 640, epochMs);

    public long CounterValue(int id) => _cnc.Long(Values + (id * 128));

    public void SetCounter(int id, long value) => _cnc.Put(Values + (id * 128), value);

    public string Label(int id) => _cnc.Ascii(MetaData + (id * 512) + 132, _cnc.Int(MetaData + (id * 512) + 128));

    public void FreeCounter(int id) => _cnc.Put(MetaData + (id * 512), -1);

    public int HeartbeatCounterOf(long clientId) => _heartbeats[clientId];

    public void OnStart()
    {
    }

    public void OnClose()
    {
    }

    public string RoleName() => "test-driver";

    public int DoWork()
    {
        int done = 0;
        while (TakeCommand())
        {
            done++;
            if (!IsSilent)
            {
                Answer(Commands[^1].Type, Commands[^1].Bytes);
            }
        }

        return done;
    }

    public void Send(int type, byte[] message)
    {
        int trailer = Broadcast + BroadcastCapacity;
        long tail = _cnc.Long(trailer + 8);
        int offset = (int)(tail % BroadcastCapacity);
        int aligned = (message.Length + 8 + 7) / 8 * 8;
        int rest = BroadcastCapacity - offset;
        _cnc.Put(trailer, tail + aligned + (rest < aligned ? rest : 0));
        if (rest < aligned)
        {
            _cnc.Put(Broadcast + offset, rest);
            _cnc.Put(Broadcast + offset + 4, -1);
            tail += rest;
            offset = 0;
        }

        _cnc.Put(Broadcast + offset, message.Length + 8);
        _cnc.Put(Broadcast + offset + 4, type);
        _cnc.Put(Broadcast + offset + 8, message);
        _cnc.Put(trailer + 16, tail);
        _cnc.Put(trailer + 8, tail + aligned);
    }

    public int NewCounter(int type, long registrationId, long value)
    {
        PutCounter(_nextCounter, type, registrationId, value);
        return _nextCounter++;
    }

    public LogFile NewLog(int sessionId, int streamId)
    {
        var log = new LogFile(
            Path.Combine(Directory, $"{_logs.Count}.logbuffer"),
            TermLength,
            Mtu,
            sessionId,
            streamId,
            InitialTermId,
            StartPosition);
        _logs.Add(log);
        return log;
    }

    /// <summary>Tells of an image and returns the id of the subscriber position counter.</summary>
    public int SendImage(
        LogFile log, long imageId, long subscriptionId, long joinPosition = 0, string identity = "127.0.0.1:40123")
    {
        int counter = NewCounter(4, subscriptionId, joinPosition);
        Send(0x0F02, new Message()
            .Long(imageId).Int(log.SessionId).Int(log.StreamId).Long(subscriptionId).Int(counter)
            .Text(log.Path).Align().Text(identity));
        return counter;
    }

    public void Dispose()
    {
        _cnc.Dispose();
        foreach (LogFile log in _logs)
        {
            log.Dispose();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private void PutCounter(int id, int type, long registrationId, long value)
    {
        SetCounter(id, value);
        _cnc.Put(Values + (id * 128) + 8, registrationId);
        _cnc.Put(MetaData + (id * 512) + 4, type);
        _cnc.Put(MetaData + (id * 512) + 8, long.MaxValue);
        byte[] label = [.. "counter "u8, .. System.Text.Encoding.ASCII.GetBytes($"{id}")];
        _cnc.Put(MetaData + (id * 512) + 132, label);
        _cnc.Put(MetaData + (id * 512) + 128, label.Length);
        _cnc.Put(MetaData + (id * 512), 1);
    }

    private bool TakeCommand()
    {
        int trailer = Ring + RingCapacity;
        long head = _cnc.Long(trailer + 384);
        while (true)
        {
            int offset = (int)(head % RingCapacity);
            int length = _cnc.Int(Ring + offset);
            if (length <= 0)
            {
                return false;
            }

            int type = _cnc.Int(Ring + offset + 4);
            byte[] command = _cnc.Bytes(Ring + offset + 8, length - 8);
            int aligned = (length + 7) / 8 * 8;
            _cnc.Clear(Ring + offset, aligned);
            head += aligned;
            _cnc.Put(trailer + 384, head);
            if (type != -1)
            {
                Commands.Add((type, command));
                return true;
            }
        }
    }

    private void Answer(int type, byte[] command)
    {
        long clientId = Message.LongAt(command, 0);
        long correlationId = Message.LongAt(command, 8);
        if (type is 1 or 3 or 4 or 9 && !_heartbeats.ContainsKey(clientId))
        {
            int counter = NewCounter(11, clientId, 0);
            _heartbeats.Add(clientId, counter);
            Send(0x0F08, new Message().Long(clientId).Int(counter));
        }

        if (RefuseWith != 0)
        {
            Send(0x0F01, new Message().Long(correlationId).Int(RefuseWith).Text("refused by the test"));
            RefuseWith = 0;
            return;
        }

        switch (type)
        {
            case 1 or 3:
                AnswerPublication(type, correlationId, Message.IntAt(command, 16));
                break;
            case 4:
                Send(0x0F07, new Message().Long(correlationId).Int(ChannelStatusCounter));
                break;
            case 9:
                Send(0x0F08, new Message()
                    .Long(correlationId).Int(NewCounter(Message.IntAt(command, 16), correlationId, 0)));
                break;
            case 15:
                Send(0x0F0B, new Message()
                    .Long(correlationId)
                    .Int(NewCounter(Message.IntAt(command, 24), Message.LongAt(command, 16), 0)));
                break;
            case 18:
                Send(0x0F0D, new Message().Long(correlationId).Int(-777));
                break;
            case 11:
                break;
            default:
                Send(0x0F04, new Message().Long(correlationId));
                break;
        }
    }

    private void AnswerPublication(int type, long correlationId, int streamId)
    {
        LogFile log = NewLog(sessionId: 1000 + _logs.Count, streamId);
        Logs.Add(correlationId, log);
        LastLimitCounter = NewCounter(1, correlationId, StartPosition + FirstLimit);
        Send(type == 1 ? 0x0F03 : 0x0F06, new Message()
            .Long(correlationId).Long(correlationId).Int(log.SessionId).Int(streamId)
            .Int(LastLimitCounter).Int(ChannelStatusCounter).Text(log.Path));
    }
}
