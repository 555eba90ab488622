using MatchingEngine.AeronDriver.Channels;

namespace MatchingEngine.AeronDriver.Commands;

/// <summary>A client's wish to publish or to subscribe.</summary>
internal readonly record struct StreamCommand(
    long ClientId, long CorrelationId, int StreamId, string Channel, HostAnswers Hosts);
