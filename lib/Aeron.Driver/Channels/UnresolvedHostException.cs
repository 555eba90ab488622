namespace MatchingEngine.AeronDriver.Channels;

/// <summary>A command cannot be done before the address of a host is known.</summary>
internal sealed class UnresolvedHostException(string host) : Exception($"address of {host} is to be looked up")
{
    public string Host { get; } = host;
}
