using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.SystemTests.Support;

/// <summary>Keeps the fills of a drop copy.</summary>
internal sealed class CollectedFills(List<FillBlock> fills) : DropCopyHandler
{
    public override void OnFill(in FillBlock fill) => fills.Add(fill);
}
