namespace MatchingEngine.Client.Feed;

/// <summary>Instruments of interest.</summary>
internal sealed class MarketDataSelection(IReadOnlyList<uint>? securityIds)
{
    private readonly HashSet<uint>? _securityIds = securityIds is null ? null : [.. securityIds];

    public bool Includes(uint securityId) => _securityIds is null || _securityIds.Contains(securityId);
}
