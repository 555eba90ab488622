using System.Net;
using System.Numerics;

namespace MatchingEngine.Client;

/// <summary>
/// What an <see cref="OrderEntryClient"/> is made with. Checked by its constructor, not changed after.
/// </summary>
public sealed class OrderEntryClientOptions
{
    /// <summary>Where the venue listens.</summary>
    public required EndPoint EndPoint { get; init; }

    /// <summary>The session, assigned by the operator of the venue; 1 and up.</summary>
    public required uint SessionID { get; init; }

    /// <summary>The secret of the session.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>
    /// The session version to negotiate; 0 takes the clock (nanoseconds since 1970), and goes higher by itself where
    /// the venue has seen a higher one. Not together with <see cref="ResumeFrom"/>.
    /// </summary>
    public ulong SessionVerID { get; init; }

    /// <summary>Takes up a session version that another process has negotiated; null negotiates a new one.</summary>
    public SessionResumePoint? ResumeFrom { get; init; }

    /// <summary>
    /// After so many milliseconds without a message this side sends a heartbeat, and the venue likewise; 100 to 60,000.
    /// </summary>
    public uint KeepAliveIntervalMillis { get; init; } = 1_000;

    /// <summary>How the client comes back after a lost connection.</summary>
    public ReconnectPolicy Reconnect { get; init; } = ReconnectPolicy.Default;

    /// <summary>
    /// Whether messages that the engine did not get before the connection broke are sent again after it is back. When
    /// false they are reported as <see cref="UndeliveredReason.NotResent"/>.
    /// </summary>
    public bool ResendOnResume { get; init; } = true;

    /// <summary>When messages leave for the socket.</summary>
    public FlushMode FlushMode { get; init; } = FlushMode.Immediate;

    /// <summary>
    /// Most messages that may wait for their answers; a power of two, 2 to 524,288. Takes 113 bytes each.
    /// </summary>
    public int WindowSize { get; init; } = 65_536;

    /// <summary>Size of the send buffer in bytes, 1,024 and up.</summary>
    public int SendBufferBytes { get; init; } = 256 * 1024;

    /// <summary>Size of the receive buffer in bytes, 1,024 and up.</summary>
    public int ReceiveBufferBytes { get; init; } = 256 * 1024;

    /// <summary>Longest wait for the TCP connection in milliseconds, 1 and up.</summary>
    public int ConnectTimeoutMillis { get; init; } = 5_000;

    /// <summary>
    /// Longest wait in milliseconds for the answer to Negotiate, Establish or Terminate and for progress of a
    /// retransmission; 1 and up.
    /// </summary>
    public int ResponseTimeoutMillis { get; init; } = 5_000;

    /// <summary>The clock, for tests; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(EndPoint);
        ArgumentNullException.ThrowIfNull(Key);
        ArgumentNullException.ThrowIfNull(Reconnect);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfZero(SessionID);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAliveIntervalMillis, 100u);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(KeepAliveIntervalMillis, 60_000u);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendBufferBytes, 1_024);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReceiveBufferBytes, 1_024);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConnectTimeoutMillis, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ResponseTimeoutMillis, 1);
        if (WindowSize is < 2 or > 1 << 19 || !BitOperations.IsPow2(WindowSize))
            throw new ArgumentOutOfRangeException(nameof(WindowSize), WindowSize, "A power of two, 2 to 524,288.");
        Reconnect.Validate();
        if (ResumeFrom is { } point)
            Validate(point);
    }

    private void Validate(SessionResumePoint point)
    {
        if (SessionVerID != 0)
            throw new ArgumentException($"{nameof(SessionVerID)} and {nameof(ResumeFrom)} exclude each other.");
        ArgumentOutOfRangeException.ThrowIfZero(point.SessionVerID);
        ArgumentOutOfRangeException.ThrowIfZero(point.NextIncomingSeqNo);
    }
}
