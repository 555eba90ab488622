using System.Net;
using System.Runtime.CompilerServices;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Where the gateway listens, and its limits. Every limit has the meaning and the reject reason that PROTOCOL.md
/// gives it.
/// Read once, when the gateway is made.
/// </summary>
public sealed record OrderEntryOptions
{
    /// <summary>Where to listen. Port 0 takes a free one, see <see cref="OrderEntryGateway.LocalEndPoint"/>.</summary>
    public IPEndPoint ListenEndPoint { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>How to learn which sockets can be read.</summary>
    public ReadinessMode Readiness { get; init; } = ReadinessMode.Automatic;

    /// <summary>
    /// With at most this many connections a receive on each costs less than asking first which of them is ready.
    /// 0 asks always.
    /// </summary>
    public int DirectReceiveConnections { get; init; } = 4;

    /// <summary>Connections at one time, logged on or not; 1 to 16,384.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Time from connecting to an established session; 1 and up.</summary>
    public int LogonTimeoutMillis { get; init; } = 5_000;

    /// <summary>Refused logons that a connection may have; 0 and up.</summary>
    public int MaxLogonRejects { get; init; } = 5;

    /// <summary>Largest difference between the timestamp of a logon and this machine's clock; 1 and up.</summary>
    public int ClockDifferenceMillisMax { get; init; } = 30_000;

    /// <summary>Shortest keep-alive interval that a client may ask for; 1 and up.</summary>
    public int KeepAliveMillisMin { get; init; } = 100;

    /// <summary>Longest keep-alive interval that a client may ask for.</summary>
    public int KeepAliveMillisMax { get; init; } = 60_000;

    /// <summary>Application messages a second that one session may send, as many at once; 0 sets no limit.</summary>
    public int MessagesPerSecond { get; init; }

    /// <summary>Messages refused for a fault of the client that a connection may have in a second; 1 and up.</summary>
    public int MaxRejectsPerSecond { get; init; } = 1_000;

    /// <summary>
    /// Messages kept for each session to be sent again, 112 bytes each, taken when needed. A multiple of
    /// <see cref="RecoverableFlow.ChunkMessages"/>, at least two of them.
    /// </summary>
    public int MaxStoredMessages { get; init; } = 1_048_576;

    /// <summary>
    /// Messages kept for all sessions together. Beyond it the session that keeps the most gives up its oldest; each keeps
    /// those that may wait for it (<see cref="MaxBacklogMessages"/>) and one or two groups more, whatever the sum.
    /// At least <see cref="MaxStoredMessages"/>.
    /// </summary>
    public int MaxStoredMessagesOverall { get; init; } = 8_388_608;

    /// <summary>
    /// Messages that may wait for a client that reads slowly; at most half of <see cref="MaxStoredMessages"/>.
    /// </summary>
    public int MaxBacklogMessages { get; init; } = 65_536;

    /// <summary>Time that a client may take none of what waits for it; 1 and up.</summary>
    public int NoProgressMillisMax { get; init; } = 5_000;

    /// <summary>Time for the other side to close after Terminate was sent; 1 and up.</summary>
    public int TerminateTimeoutMillis { get; init; } = 1_000;

    /// <summary>Messages taken from one connection before the next has its turn; 1 and up.</summary>
    public int ConnectionReadBudget { get; init; } = 64;

    /// <summary>
    /// Messages taken from all connections in one duty cycle; 1 and up. Never more are taken than the command ring has
    /// slots.
    /// </summary>
    public int CycleReadBudget { get; init; } = 1_024;

    /// <summary>Receive buffer of a connection, bytes; 4,096 and up.</summary>
    public int ReceiveBufferBytes { get; init; } = 32_768;

    /// <summary>Send buffer of a connection, bytes; 4,096 and up.</summary>
    public int SendBufferBytes { get; init; } = 65_536;

    /// <summary>Send buffer of the socket in the kernel, bytes; 0 leaves it to the system.</summary>
    public int SocketSendBufferBytes { get; init; }

    /// <summary>
    /// Silence after which the engine is told the time, while an order waits for its time of expiry: such an order ends
    /// so much too late at the most. 0 leaves it to the next command; else 1 and up.
    /// </summary>
    public int TimeAdvanceMillis { get; init; } = 1_000;

    /// <summary>
    /// Time of day, UTC, at which the trading date of the venue ends, each day; null for never. One that was missed is
    /// made up for at the start.
    /// </summary>
    public TimeOnly? CloseAtUtc { get; init; }

    /// <summary>Checks every limit against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        RequireRange(DirectReceiveConnections, 0, int.MaxValue);
        RequireRange(MaxConnections, 1, 16_384);
        RequireRange(LogonTimeoutMillis, 1, int.MaxValue);
        RequireRange(MaxLogonRejects, 0, int.MaxValue);
        RequireRange(ClockDifferenceMillisMax, 1, 86_400_000);
        RequireRange(KeepAliveMillisMin, 1, int.MaxValue);
        RequireRange(KeepAliveMillisMax, KeepAliveMillisMin, int.MaxValue / 4);
        RequireRange(MessagesPerSecond, 0, 1_000_000_000);
        RequireRange(MaxRejectsPerSecond, 1, int.MaxValue);
        RequireRange(MaxStoredMessages, 2 * RecoverableFlow.ChunkMessages, 1 << 30);
        if (MaxStoredMessages % RecoverableFlow.ChunkMessages != 0)
            throw new ArgumentOutOfRangeException(
                nameof(MaxStoredMessages), $"Must be a multiple of {RecoverableFlow.ChunkMessages}.");
        RequireRange(MaxStoredMessagesOverall, MaxStoredMessages, int.MaxValue);
        RequireRange(MaxBacklogMessages, 1, MaxStoredMessages / 2);
        RequireRange(NoProgressMillisMax, 1, int.MaxValue);
        RequireRange(TerminateTimeoutMillis, 1, int.MaxValue);
        RequireRange(ConnectionReadBudget, 1, int.MaxValue);
        RequireRange(CycleReadBudget, 1, int.MaxValue);
        RequireRange(ReceiveBufferBytes, 4_096, 1 << 26);
        RequireRange(SendBufferBytes, 4_096, 1 << 26);
        RequireRange(SocketSendBufferBytes, 0, 1 << 26);
        RequireRange(TimeAdvanceMillis, 0, int.MaxValue);
    }

    private static void RequireRange(
        int value, int min, int max, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < min || value > max)
            throw new ArgumentOutOfRangeException(name, value, $"Must be {min} to {max}.");
    }
}
