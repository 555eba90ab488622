using System.Net;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver;

/// <summary>
/// Settings of a driver. All times are in nanoseconds unless the name says otherwise, all lengths in bytes. The
/// defaults are Aeron's. A context is read once, at launch, and may be used again afterwards.
/// </summary>
public sealed class MediaDriverContext
{
    private const long Millisecond = 1_000_000;
    private const long Second = 1000 * Millisecond;

    /// <summary>Where clients find the driver. Deleted and made anew at launch unless a live driver has it.</summary>
    public string DirectoryName { get; set; } = DriverDirectory.Default();

    /// <summary>How the work is spread over threads.</summary>
    public ThreadingMode ThreadingMode { get; set; } = ThreadingMode.Shared;

    /// <summary>What threads do when there is no work.</summary>
    public DriverIdle Idle { get; set; } = DriverIdle.Backoff;

    /// <summary>
    /// How long a thread that backs off sleeps at the most, from 8,000 up to the timer interval. Longer costs others less,
    /// and what comes after silence waits longer: a command, a datagram, a publisher at its limit.
    /// </summary>
    public long MaxParkNanos { get; set; } = Millisecond;

    /// <summary>Whether the directory goes when the driver is disposed.</summary>
    public bool DeleteDirectoryOnShutdown { get; set; }

    /// <summary>Whether a client may end the driver with a command that carries the right token. Null: never.</summary>
    public Func<byte[], bool>? TerminationValidator { get; set; }

    /// <summary>Called on the conductor's thread when a client has ended the driver by command.</summary>
    public Action? TerminationHook { get; set; }

    /// <summary>Told about every error that is also written to the error log; any thread of the driver.</summary>
    public Action<Exception>? ErrorHandler { get; set; }

    /// <summary>Ring from clients: a power of two and 768 for its trailer.</summary>
    public int ToDriverBufferLength { get; set; } = (1 << 20) + CncLayout.RingTrailerLength;

    /// <summary>Broadcast buffer to clients: a power of two and 128 for its trailer.</summary>
    public int ToClientsBufferLength { get; set; } = (1 << 20) + CncLayout.BroadcastTrailerLength;

    /// <summary>Counter values, 128 bytes each: 1 MiB to 500 MiB.</summary>
    public int CountersValuesLength { get; set; } = 8 << 20;

    /// <summary>Error log: at least 4 MiB.</summary>
    public int ErrorLogLength { get; set; } = 4 << 20;

    /// <summary>Loss report: at least 64 KiB.</summary>
    public int LossReportLength { get; set; } = 1 << 20;

    /// <summary>Term of a network publication: a power of two from 64 KiB to 1 GiB.</summary>
    public int PublicationTermLength { get; set; } = 16 << 20;

    /// <summary>Term of an IPC publication: a power of two from 64 KiB to 1 GiB.</summary>
    public int IpcTermLength { get; set; } = 64 << 20;

    /// <summary>How far an IPC publisher may be ahead of the slowest subscriber; 0: half a term.</summary>
    public int IpcPublicationWindowLength { get; set; }

    /// <summary>How far a network publisher may be ahead of the sender; 0: half a term.</summary>
    public int PublicationWindowLength { get; set; }

    /// <summary>Whether log files get their pages only when written.</summary>
    public bool TermBufferSparseFile { get; set; } = true;

    /// <summary>Longest datagram of a network publication: a multiple of 32, at most 65,504.</summary>
    public int MtuLength { get; set; } = 1408;

    /// <summary>Longest frame of an IPC publication: a multiple of 32, at most 65,504.</summary>
    public int IpcMtuLength { get; set; } = 1408;

    /// <summary>How much a receiver lets a sender have in flight.</summary>
    public int InitialWindowLength { get; set; } = 128 * 1024;

    /// <summary>Receive buffer of a socket; 0: the system's.</summary>
    public int SocketReceiveBufferLength { get; set; } = 128 * 1024;

    /// <summary>Send buffer of a socket; 0: the system's.</summary>
    public int SocketSendBufferLength { get; set; }

    /// <summary>Hops that multicast datagrams may go; 0: the system's.</summary>
    public int MulticastTimeToLive { get; set; }

    /// <summary>Whether sends and receives go in batches where the system has them. Off: one call a datagram.</summary>
    public bool UseBatchedSocketCalls { get; set; } = true;

    /// <summary>Time between liveness checks.</summary>
    public long TimerIntervalNanos { get; set; } = Second;

    /// <summary>A client without a sign of life for this long is dead.</summary>
    public long ClientLivenessTimeoutNanos { get; set; } = 10 * Second;

    /// <summary>
    /// How long a command waits for the name service to find a host; then the host counts as unknown. Below the clients'
    /// driver time-out. Other commands do not wait.
    /// </summary>
    public long HostLookupTimeoutNanos { get; set; } = 5 * Second;

    /// <summary>An image without a packet for this long is dead.</summary>
    public long ImageLivenessTimeoutNanos { get; set; } = 10 * Second;

    /// <summary>
    /// A claim that blocks a publication for this long is taken for abandoned; above the clients' time-out.
    /// </summary>
    public long PublicationUnblockTimeoutNanos { get; set; } = 15 * Second;

    /// <summary>A network publication that heard no receiver for this long is not connected.</summary>
    public long PublicationConnectionTimeoutNanos { get; set; } = 5 * Second;

    /// <summary>How long a network publication stays to answer NAKs after its last byte was sent.</summary>
    public long PublicationLingerTimeoutNanos { get; set; } = 5 * Second;

    /// <summary>Time between status messages when nothing moves.</summary>
    public long StatusMessageTimeoutNanos { get; set; } = 200 * Millisecond;

    /// <summary>A receiver unheard of for this long no longer holds a sender back.</summary>
    public long FlowControlReceiverTimeoutNanos { get; set; } = 5 * Second;

    /// <summary>A subscriber with tether=false that lags for this long loses its image.</summary>
    public long UntetheredWindowLimitTimeoutNanos { get; set; } = 5 * Second;

    /// <summary>
    /// How long a subscriber that lost its image still holds the log; 0: as long as the window limit time-out.
    /// </summary>
    public long UntetheredLingerTimeoutNanos { get; set; }

    /// <summary>How long a subscriber that lost its image rests before it may join again.</summary>
    public long UntetheredRestingTimeoutNanos { get; set; } = 10 * Second;

    /// <summary>Wait before the first NAK of a gap on a unicast channel.</summary>
    public long NakUnicastDelayNanos { get; set; } = 1000;

    /// <summary>
    /// Wait before the next NAK of the same gap on a unicast channel, as a multiple of the first wait.
    /// </summary>
    public int NakUnicastRetryRatio { get; set; } = 100;

    /// <summary>Longest wait before a NAK on a multicast channel.</summary>
    public long NakMulticastMaxBackoffNanos { get; set; } = 10 * Millisecond;

    /// <summary>Receivers that a multicast channel is expected to have, for the spread of their NAKs.</summary>
    public int NakMulticastGroupSize { get; set; } = 10;

    /// <summary>Wait before a retransmission.</summary>
    public long RetransmitUnicastDelayNanos { get; set; }

    /// <summary>For this long after a retransmission, NAKs for the same bytes are taken for late.</summary>
    public long RetransmitUnicastLingerNanos { get; set; } = 10 * Millisecond;

    /// <summary>Concurrent retransmissions of a multicast publication: 1 to 256.</summary>
    public int MaxResend { get; set; } = 16;

    /// <summary>Subscriptions with neither say so count for this: whether spies make a publication connected.</summary>
    public bool SpiesSimulateConnection { get; set; }

    /// <summary>
    /// Seed of everything random in the driver (session ids, term ids, receiver ids); null: from the system.
    /// </summary>
    public int? RandomSeed { get; set; }

    /// <summary>
    /// How old the heartbeat of another driver's directory must be to count as dead, in milliseconds.
    /// </summary>
    public long DriverTimeoutMillis { get; set; } = 10_000;

    /// <summary>Finds the addresses of a host; other than the system's for tests. Any thread.</summary>
    internal Func<string, IPAddress[]> HostResolver { get; set; } = Dns.GetHostAddresses;

    /// <summary>Faults that datagrams meet on their way in, for tests; null: none.</summary>
    internal DatagramFaults? ReceiveFaults { get; set; }

    /// <summary>Checks every setting against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names it.</exception>
    internal void Validate()
    {
        PowerOfTwo(ToDriverBufferLength - CncLayout.RingTrailerLength, 4096, 1 << 30, nameof(ToDriverBufferLength));
        PowerOfTwo(
            ToClientsBufferLength - CncLayout.BroadcastTrailerLength, 4096, 1 << 30, nameof(ToClientsBufferLength));
        Range(
            CountersValuesLength,
            CncLayout.MinCountersValuesLength,
            CncLayout.MaxCountersValuesLength,
            nameof(CountersValuesLength));
        Range(ErrorLogLength, CncLayout.MinErrorLogLength, 1 << 30, nameof(ErrorLogLength));
        Range(LossReportLength, 64 * 1024, 1 << 30, nameof(LossReportLength));
        PowerOfTwo(PublicationTermLength, 64 * 1024, 1 << 30, nameof(PublicationTermLength));
        PowerOfTwo(IpcTermLength, 64 * 1024, 1 << 30, nameof(IpcTermLength));
        Mtu(MtuLength, nameof(MtuLength));
        Mtu(IpcMtuLength, nameof(IpcMtuLength));
        Range(MaxResend, 1, 256, nameof(MaxResend));
        Range(InitialWindowLength, 256, 1 << 30, nameof(InitialWindowLength));
        Range(TimerIntervalNanos, Millisecond, 10 * Second, nameof(TimerIntervalNanos));
        Range(MaxParkNanos, 8_000, TimerIntervalNanos, nameof(MaxParkNanos));
        Range(ClientLivenessTimeoutNanos, TimerIntervalNanos, long.MaxValue, nameof(ClientLivenessTimeoutNanos));
        Range(
            PublicationUnblockTimeoutNanos,
            ClientLivenessTimeoutNanos + 1,
            long.MaxValue,
            nameof(PublicationUnblockTimeoutNanos));
    }

    internal MediaDriverContext Copy() => (MediaDriverContext)MemberwiseClone();

    private static void Mtu(int value, string name)
    {
        Range(value, 64, 65_504, name);
        if (value % 32 != 0)
        {
            throw new ArgumentOutOfRangeException(name, value, "must be a multiple of 32");
        }
    }

    private static void PowerOfTwo(int value, int min, int max, string name)
    {
        Range(value, min, max, name);
        if ((value & (value - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(name, value, "must be a power of two, and its trailer if it has one");
        }
    }

    private static void Range(long value, long min, long max, string name)
    {
        if (value < min || value > max)
        {
            throw new ArgumentOutOfRangeException(name, value, $"must be from {min} to {max}");
        }
    }
}
