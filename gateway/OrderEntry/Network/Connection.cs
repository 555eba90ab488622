using System.Net.Sockets;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// A TCP connection with its buffers and its place in the protocol. Pooled: opened again for another socket after it
/// was closed.
/// </summary>
internal sealed class Connection(int token, OrderEntryOptions options)
{
    /// <summary>Names the connection at the poller.</summary>
    public int Token { get; } = token;

    public ReceiveBuffer Inbound { get; } = new(options.ReceiveBufferBytes);

    public SendBuffer Outbound { get; } = new(options.SendBufferBytes);

    public Socket Socket = null!;
    public ConnectionState State = ConnectionState.Closed;

    /// <summary>The session that is established or asked for; null before a logon.</summary>
    public ClientSession? Session;

    /// <summary>Position in the flow of the session: the next message that goes out unasked.</summary>
    public long NextToSend;

    /// <summary>Next message of a running retransmission; equals <see cref="RetransmitEnd"/> when none runs.</summary>
    public long RetransmitNext;
    public long RetransmitEnd;

    public uint KeepAliveMillis;
    public long OpenedMillis;
    public long LastReceivedMillis;
    public long LastSentMillis;

    /// <summary>When the socket last took bytes, or bytes began to wait.</summary>
    public long LastProgressMillis;
    public long TerminatedMillis;

    /// <summary>Timestamp of the Negotiate that is with the engine.</summary>
    public long RequestTimestamp;

    public int LogonRejects;
    public long RejectWindowMillis;
    public int RejectsInWindow;

    /// <summary>Duty cycle that served this connection last: none serves it twice.</summary>
    public long ServedCycle;

    /// <summary>Has something to write that no duty cycle has tried yet.</summary>
    public bool IsDirty;

    /// <summary>The socket took less than was offered.</summary>
    public bool IsWriteBlocked;

    /// <summary>
    /// Stands in the list of connections with frames left over; stays there through a close until the next cycle.
    /// </summary>
    public bool IsBacklogged;

    public bool IsSendShutDown;

    /// <summary>What the poller was last told.</summary>
    public bool PollsRead;
    public bool PollsWrite;

    /// <summary>True while a retransmission has messages left.</summary>
    public bool IsRetransmitting => RetransmitNext != RetransmitEnd;

    /// <summary>True when the next frame in the buffer can't be processed yet.</summary>
    public bool IsHeld =>
        State == ConnectionState.Negotiating || (State != ConnectionState.Terminating && !Outbound.HasRoomForAnswers);

    /// <summary>Where the client is, for people; also when it has gone.</summary>
    public string RemoteEndPoint
    {
        get
        {
            try
            {
                return Socket.RemoteEndPoint?.ToString() ?? "";
            }
            catch (SocketException)
            {
                return "a client that has gone";
            }
        }
    }

    public void Open(Socket socket, long nowMillis)
    {
        Socket = socket;
        State = ConnectionState.NotEstablished;
        Session = null;
        Inbound.Clear();
        Outbound.Clear();
        NextToSend = 0;
        RetransmitNext = 0;
        RetransmitEnd = 0;
        KeepAliveMillis = 0;
        OpenedMillis = nowMillis;
        LastReceivedMillis = nowMillis;
        LastSentMillis = nowMillis;
        LastProgressMillis = nowMillis;
        LogonRejects = 0;
        RejectWindowMillis = nowMillis;
        RejectsInWindow = 0;
        ServedCycle = 0;
        IsDirty = false;
        IsWriteBlocked = false;
        IsSendShutDown = false;
    }
}
