using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Flow;

/// <summary>
/// Makes fills of trade reports. The maker's report of a trade comes right before the taker's; the maker's names the
/// order that was met, the taker's the command that took.
/// </summary>
public sealed class FillPairing
{
    private readonly List<FlowFill> _fills = [];
    private ExecutionReportTradeBlock _maker;

    /// <summary>Fills in the order in which they happened.</summary>
    public IReadOnlyList<FlowFill> Fills => _fills;

    /// <summary>Takes the next trade report.</summary>
    /// <exception cref="InvalidDataException">A taker's report without its maker's.</exception>
    public void Add(in ExecutionReportTradeBlock report)
    {
        if (report.AggressorIndicator == AggressorIndicator.Maker)
        {
            _maker = report;
            return;
        }
        if (_maker.TrdMatchID != report.TrdMatchID)
            throw new InvalidDataException($"Trade {report.TrdMatchID} came without its maker's side.");
        long taker = (long)(report.ClOrdID % FlowIds.FirstRequest);
        _fills.Add(new FlowFill(taker, _maker.ClOrdID, _maker.LastPx / FlowIds.MantissaPerE4, _maker.LastQty));
    }
}
