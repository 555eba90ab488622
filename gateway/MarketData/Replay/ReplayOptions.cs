using System.Net;

namespace MatchingEngine.MarketData;

/// <summary>How missed messages are served.</summary>
public sealed record ReplayOptions
{
    /// <summary>Port when nothing else is asked for.</summary>
    public const int DefaultPort = 9011;

    private const int DefaultConnections = 32;
    private const int DefaultConnectionsPerAddress = 16;
    // All connections together gather no more than 100 MB, however long the messages are.
    private const int DefaultMessages = 2_000;
    private const int DefaultIdleMillis = 10_000;
    private const int DefaultBytesPerSecond = 32 << 20;
    private const int MinBytesPerSecond = 1 << 16;
    private const int DefaultSendMillis = 5_000;

    /// <summary>Address and port to listen on; port 0 takes a free one.</summary>
    public IPEndPoint ListenEndPoint { get; init; } = new(IPAddress.Loopback, DefaultPort);

    /// <summary>Connections at a time, 1 and up; each has a thread. One more is closed at once.</summary>
    public int MaxConnections { get; init; } = DefaultConnections;

    /// <summary>Of these from one address, 1 and up: nobody has all the places.</summary>
    public int MaxConnectionsPerAddress { get; init; } = DefaultConnectionsPerAddress;

    /// <summary>Messages in one answer, 1 and up; who asked for more asks again.</summary>
    public int MaxMessagesPerAnswer { get; init; } = DefaultMessages;

    /// <summary>Bytes that a connection is given in a second at the most, 65,536 and up; a request costs 4,096 at
    /// least.</summary>
    public int MaxBytesPerSecond { get; init; } = DefaultBytesPerSecond;

    /// <summary>A connection without a whole request for this many milliseconds is closed, 1 and up.</summary>
    public int IdleMillis { get; init; } = DefaultIdleMillis;

    /// <summary>A client that takes nothing for this many milliseconds is cut, 1 and up.</summary>
    public int SendTimeoutMillis { get; init; } = DefaultSendMillis;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(ListenEndPoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnectionsPerAddress, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessagesPerAnswer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesPerSecond, MinBytesPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(IdleMillis, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendTimeoutMillis, 1);
    }
}
