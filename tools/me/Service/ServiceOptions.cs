using System.Net;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.Service;

/// <summary>What a service is made with.</summary>
public sealed record ServiceOptions
{
    /// <summary>Port of order entry when nothing else is asked for.</summary>
    public const int DefaultPort = 9010;

    /// <summary>The engine.</summary>
    public required EngineOptions Engine { get; init; }

    /// <summary>The sessions that may log on.</summary>
    public required SessionDirectory Sessions { get; init; }

    /// <summary>The order-entry gateway.</summary>
    public OrderEntryOptions OrderEntry { get; init; } = new() { ListenEndPoint = DefaultEndPoint };

    /// <summary>What is published, and how; null for nothing.</summary>
    public FeedServiceOptions? Feed { get; init; }

    /// <summary>
    /// Instruments that the service adds when the journal does not know them yet; null:
    /// <see cref="InstrumentEntry.Default"/> when the journal knows none at all.
    /// </summary>
    public IReadOnlyList<InstrumentEntry>? Instruments { get; init; }

    /// <summary>Where order entry listens when nothing else is asked for: this machine alone.</summary>
    public static IPEndPoint DefaultEndPoint => new(IPAddress.Loopback, DefaultPort);
}
