using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Publications;

/// <summary>What the sender tells of one publication.</summary>
/// <param name="Position">Everything below was sent at least once.</param>
/// <param name="Limit">Receivers take data up to here.</param>
/// <param name="BackPressure">How often the limit held the sender up.</param>
/// <param name="NaksReceived">Requests for retransmission.</param>
/// <param name="Receivers">Receivers that the flow control counts; null for a strategy that counts none.</param>
internal sealed record SenderCounters(
    DriverCounter Position,
    DriverCounter Limit,
    DriverCounter BackPressure,
    DriverCounter NaksReceived,
    DriverCounter? Receivers);
