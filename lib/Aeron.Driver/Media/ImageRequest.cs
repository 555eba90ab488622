using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>A setup frame has arrived for a stream that somebody wants: an image is to be made.</summary>
/// <param name="Endpoint">Where it arrived.</param>
/// <param name="Setup">What it said.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Source">Where it came from.</param>
internal sealed record ImageRequest(ReceiveEndpoint Endpoint, SetupFields Setup, byte Flags, NativeAddress Source);
