using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace MatchingEngine.SystemTests.Support;

/// <summary>What a client keeps of its session while connections come and go.</summary>
internal sealed class RawSession(SessionDefinition definition)
{
    private static readonly Lock Clock = new();
    private static long _lastTimestamp;

    public uint Id => definition.SessionId;

    public byte[] Key { get; } = definition.Key.ToArray();

    /// <summary>The session version; 0 before the first Negotiate.</summary>
    public ulong VersionId { get; set; }

    /// <summary>Number of the client's next new message.</summary>
    public uint NextSeqNo { get; set; } = 1;

    /// <summary>Number of the venue's next application message, as the last EstablishmentAck said.</summary>
    public uint NextIncoming { get; set; } = 1;

    public static RawSession Load(string sessionsFile, uint id)
    {
        Assert.True(SessionFile.Load(sessionsFile).TryGet(id, out SessionDefinition? definition));
        return new RawSession(definition);
    }

    /// <summary>A time for a logon: no two are the same.</summary>
    public static long NextTimestamp()
    {
        lock (Clock)
        {
            long now = (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100;
            return _lastTimestamp = Math.Max(now, _lastTimestamp + 1);
        }
    }

    public NegotiateBlock Negotiate(ulong versionId) => new()
    {
        SessionID = Id,
        ClientFlow = FlowType.Idempotent,
        SessionVerID = versionId,
        Timestamp = NextTimestamp(),
    };

    public EstablishBlock Establish() => new()
    {
        SessionID = Id,
        KeepAliveInterval = 60_000,
        SessionVerID = VersionId,
        Timestamp = NextTimestamp(),
        NextSeqNo = 0,
    };
}
