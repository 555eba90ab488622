using System.Net;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>Where a channel's sockets are on this machine.</summary>
/// <param name="Address">To bind to, or to send multicast from.</param>
/// <param name="Port">To bind to; 0 for any.</param>
/// <param name="Index">Number of the interface; 0 for the system's choice.</param>
internal sealed record LocalInterface(IPAddress Address, int Port, int Index);
