using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// A session as the gateway knows it: its version, the numbers of both directions, and the connection that carries
/// it, if any.
/// Outlives connections; after a restart it is rebuilt from the replayed events.
/// </summary>
internal sealed class ClientSession(SessionDefinition definition, RecoverableFlow flow)
{
    public SessionDefinition Definition { get; } = definition;

    public uint SessionId { get; } = definition.SessionId;

    public bool IsOperator { get; } = definition.Role == SessionRole.Operator;

    /// <summary>What the venue sent in this session version.</summary>
    public RecoverableFlow Flow { get; } = flow;

    /// <summary>Present version; 0 before the first.</summary>
    public ulong SessionVerId;

    /// <summary>Number of the last message that was handed to the engine; 0 none.</summary>
    public uint LastIncomingSeqNo;

    /// <summary>
    /// Number that the next message of the client should have: above all that this connection has used up, be they
    /// handed to the engine or refused.
    /// </summary>
    public long ExpectedSeqNo = 1;

    /// <summary>The connection that is established, if any.</summary>
    public Connection? Connection;

    /// <summary>Version that the engine was asked to begin and has not answered yet; 0 none.</summary>
    public ulong NegotiatingVerId;

    /// <summary>The connection that waits for that answer, if it is still there.</summary>
    public Connection? NegotiatingConnection;

    /// <summary>Timestamp of the last genuine logon, accepted or refused.</summary>
    public long LastLogonTimestamp = long.MinValue;

    /// <summary>Rate of application messages.</summary>
    public TokenBucket Throttle;

    /// <summary>Begins a version: numbers start anew, nothing is kept to be sent again.</summary>
    public void BeginVersion(ulong sessionVerId)
    {
        SessionVerId = sessionVerId;
        LastIncomingSeqNo = 0;
        ExpectedSeqNo = 1;
        Flow.Reset(1);
    }

    /// <summary>Takes over an event that the engine numbered for this session.</summary>
    /// <exception cref="InvalidOperationException">The numbers of the engine and of the flow differ: a broken
    /// invariant.</exception>
    public void Append(in EventRecord record, uint msgSeqNum)
    {
        if (msgSeqNum != Flow.NextSeqNo)
            throw new InvalidOperationException(
                $"Session {SessionId} expects message {Flow.NextSeqNo} of the engine, "
                + $"command {record.Sequence} gave {msgSeqNum}.");
        Flow.Append(Unsafe.AsRef(in record).Message);
    }
}
