using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver.Commands;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>
/// Addresses of the hosts that one command names. What is not known yet is asked for by an exception: the command is then
/// done again when the answer is there, so each command sees the addresses of its own time.
/// </summary>
internal sealed class HostAnswers
{
    private readonly Dictionary<string, IPAddress?> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps an answer: of several addresses the first of version 4; null when the host is unknown.</summary>
    public void Add(string host, IReadOnlyCollection<IPAddress> addresses) => _answers[host] =
        addresses.FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();

    /// <exception cref="UnresolvedHostException">The name is still to be looked up.</exception>
    /// <exception cref="CommandRefusedException">There is no such host.</exception>
    public IPAddress AddressOf(ChannelUri uri, string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
        {
            return literal;
        }

        return _answers.TryGetValue(host, out IPAddress? address)
            ? address ?? throw new CommandRefusedException(
                ErrorCode.UnknownHost, $"unknown host '{host}': {uri.Text}")
            : throw new UnresolvedHostException(host);
    }
}
