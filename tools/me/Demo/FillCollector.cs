using MatchingEngine.Messages;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Demo;

/// <summary>Collects the fills of a replay from the engine's own events.</summary>
internal sealed class FillCollector : IEventConsumer
{
    private readonly FillPairing _pairing = new();

    public IReadOnlyList<FlowFill> Fills => _pairing.Fills;

    public void OnEvent(in EventRecord record, bool replayed)
    {
        if (record.Header.TemplateId == ExecutionReportTradeBlock.TemplateId)
            _pairing.Add(in EventRecord.BlockOf<ExecutionReportTradeBlock>(in record));
    }
}
