using System.Net;

namespace MatchingEngine.Client.Feed;

/// <summary>Where and how missed messages are asked for.</summary>
public sealed record ReplayClientOptions
{
    /// <summary>Address and port of the venue's replay service.</summary>
    public required EndPoint EndPoint { get; init; }

    /// <summary>Messages asked for at a time, 1 and up.</summary>
    public int MaxMessagesPerRequest { get; init; } = 10_000;

    /// <summary>
    /// A connection or an answer that takes longer than this many milliseconds is given up; 1 and up.
    /// </summary>
    public int ResponseTimeoutMillis { get; init; } = 5_000;

    /// <summary>Waits between attempts to connect.</summary>
    public ReconnectPolicy Reconnect { get; init; } = new() { InitialDelayMillis = 20, MaxDelayMillis = 1_000 };

    /// <summary>Room for received bytes, at least one frame.</summary>
    public int ReceiveBufferBytes { get; init; } = 262_144;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(EndPoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessagesPerRequest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ResponseTimeoutMillis, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReceiveBufferBytes, ReplayClient.MaxFrameLength);
        Reconnect.Validate();
    }
}
