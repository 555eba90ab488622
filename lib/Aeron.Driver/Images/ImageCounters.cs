using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Images;

/// <summary>What the receiver tells of one image.</summary>
/// <param name="HighWaterMark">End of the farthest frame that is known to exist.</param>
/// <param name="Position">Everything below has arrived.</param>
/// <param name="NaksSent">Requests for retransmission.</param>
internal sealed record ImageCounters(DriverCounter HighWaterMark, DriverCounter Position, DriverCounter NaksSent);
