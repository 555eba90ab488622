namespace MatchingEngine.AeronDriver.Channels;

/// <summary>Options of a channel's sockets; 0 leaves an option to the system.</summary>
/// <param name="ReceiveBufferLength">SO_RCVBUF.</param>
/// <param name="SendBufferLength">SO_SNDBUF.</param>
/// <param name="TimeToLive">Hops of multicast datagrams.</param>
internal readonly record struct SocketParameters(int ReceiveBufferLength, int SendBufferLength, int TimeToLive)
{
    public static SocketParameters Of(ChannelUri uri, MediaDriverContext context) => new(
        uri.Size("so-rcvbuf") ?? context.SocketReceiveBufferLength,
        uri.Size("so-sndbuf") ?? context.SocketSendBufferLength,
        uri.Int("ttl", 0, 255) ?? context.MulticastTimeToLive);
}
