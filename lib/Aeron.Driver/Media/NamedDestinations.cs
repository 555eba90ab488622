using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>
/// The destinations that clients have named for a channel. Clients that share a publication may name the same one: it is
/// served once, and goes when the last of them has taken it back. Used on the conductor's thread.
/// </summary>
internal sealed class NamedDestinations
{
    /// <summary>Most namings: what is sent goes to each address.</summary>
    public const int Max = 1024;

    private readonly List<Destination> _named = [];

    /// <exception cref="CommandRefusedException">There are too many.</exception>
    public void Add(long registrationId, in NativeAddress address)
    {
        if (_named.Count == Max)
        {
            throw new CommandRefusedException(
                ErrorCode.ResourceTemporarilyUnavailable, $"the channel has {Max} destinations, which is the most");
        }

        _named.Add(new Destination(registrationId, 0, address));
    }

    /// <summary>Takes the last naming of an address back, if there is one.</summary>
    public void Remove(NativeAddress address) => RemoveAt(_named.FindLastIndex(each => each.Address.Equals(address)));

    /// <summary>Takes back what a command named, if it is still there.</summary>
    public void RemoveById(long registrationId) =>
        RemoveAt(_named.FindIndex(each => each.RegistrationId == registrationId));

    /// <summary>Each address once, with the command that named it first.</summary>
    public Destination[] Distinct() => [.. _named.DistinctBy(each => each.Address)];

    private void RemoveAt(int index)
    {
        if (index >= 0)
        {
            _named.RemoveAt(index);
        }
    }
}
