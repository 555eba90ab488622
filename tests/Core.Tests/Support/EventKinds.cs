using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>
/// Counts what kinds of answers came, so that a test of random flows can say that it has seen them all.
/// </summary>
internal static class EventKinds
{
    public static void Count(EventBuffer events, SortedDictionary<string, int> seen)
    {
        if (events.Count == 0)
            Add(seen, "no event");
        for (int i = 0; i < events.Count; i++)
            Count(in events[i], seen);
    }

    private static void Count(in EventRecord e, SortedDictionary<string, int> seen)
    {
        switch (e.Header.TemplateId)
        {
            case ExecutionReportTradeBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<ExecutionReportTradeBlock>(in e).AggressorIndicator);
                AddName(seen, EventRecord.BlockOf<ExecutionReportTradeBlock>(in e).SelfTradeIndicator);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<ExecutionReportCanceledBlock>(in e).CancelReason);
                break;
            case OrderMassCancelReportBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<OrderMassCancelReportBlock>(in e).MassCancelResponse);
                AddName(seen, EventRecord.BlockOf<OrderMassCancelReportBlock>(in e).MassCancelRejectReason);
                break;
            case ExecutionReportRestatedBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<ExecutionReportRestatedBlock>(in e).ExecRestatementReason);
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<ExecutionReportReplacedBlock>(in e).PriorityIndicator);
                break;
            case ExecutionReportRejectedBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<ExecutionReportRejectedBlock>(in e).OrdRejReason);
                break;
            case OrderCancelRejectBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<OrderCancelRejectBlock>(in e).CxlRejReason);
                AddName(seen, EventRecord.BlockOf<OrderCancelRejectBlock>(in e).CxlRejResponseTo);
                break;
            case SystemCommandResponseBlock.TemplateId:
                AddName(seen, EventRecord.BlockOf<SystemCommandResponseBlock>(in e).SystemCommandResult);
                break;
        }
    }

    private static void AddName<TEnum>(SortedDictionary<string, int> seen, TEnum value) where TEnum : struct, Enum =>
        Add(seen, $"{typeof(TEnum).Name}.{value}");

    private static void Add(SortedDictionary<string, int> seen, string name) =>
        seen[name] = seen.GetValueOrDefault(name) + 1;
}
