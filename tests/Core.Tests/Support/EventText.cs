using System.Globalization;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>Events as the lines that scenarios are written in. Prices without the 10^-8.</summary>
internal static class EventText
{
    public static string Of(EventRecord[] events) => string.Join('\n', events.Select(e => Of(in e)));

    public static string Of(in EventRecord e) => e.Header.TemplateId switch
    {
        ExecutionReportNewBlock.TemplateId => Of(EventRecord.BlockOf<ExecutionReportNewBlock>(in e)),
        ExecutionReportTradeBlock.TemplateId => Of(EventRecord.BlockOf<ExecutionReportTradeBlock>(in e)),
        ExecutionReportCanceledBlock.TemplateId => Of(EventRecord.BlockOf<ExecutionReportCanceledBlock>(in e)),
        ExecutionReportReplacedBlock.TemplateId => Of(EventRecord.BlockOf<ExecutionReportReplacedBlock>(in e)),
        ExecutionReportRestatedBlock.TemplateId => Of(EventRecord.BlockOf<ExecutionReportRestatedBlock>(in e)),
        OrderMassCancelReportBlock.TemplateId => Of(EventRecord.BlockOf<OrderMassCancelReportBlock>(in e)),
        ExecutionReportRejectedBlock.TemplateId => Of(EventRecord.BlockOf<ExecutionReportRejectedBlock>(in e)),
        OrderCancelRejectBlock.TemplateId => Of(EventRecord.BlockOf<OrderCancelRejectBlock>(in e)),
        SystemCommandResponseBlock.TemplateId =>
            Of(EventRecord.BlockOf<SystemCommandResponseBlock>(in e)),
        SecurityDefinitionReportBlock.TemplateId =>
            Of(EventRecord.BlockOf<SecurityDefinitionReportBlock>(in e)),
        SecurityStatusReportBlock.TemplateId => Of(EventRecord.BlockOf<SecurityStatusReportBlock>(in e)),
        _ => throw new InvalidDataException($"template {e.Header.TemplateId}"),
    };

    public static string Price(long price) =>
        ((decimal)price / Commands.One).ToString("0.########", CultureInfo.InvariantCulture);

    private static string Of(ExecutionReportNewBlock e) =>
        $"S{e.SessionID} new #{e.OrderID} c{e.ClOrdID} {Word(e.Side)} {e.OrderQty} @ {Price(e.Price)}";

    private static string Of(ExecutionReportTradeBlock e) =>
        $"S{e.SessionID} {(e.AggressorIndicator == AggressorIndicator.Taker ? "takes" : "gives")} "
        + $"#{e.OrderID} c{e.ClOrdID} {Word(e.Side)} {e.LastQty} @ {Price(e.LastPx)} "
        + $"leaves {e.LeavesQty} cum {e.CumQty} trade {e.TrdMatchID}";

    private static string Of(ExecutionReportCanceledBlock e) =>
        $"S{e.SessionID} canceled #{e.OrderID} c{e.ClOrdID} orig c{e.OrigClOrdID} {Word(e.Side)} "
        + $"cum {e.CumQty} gone {e.CxlQty} {e.CancelReason}";

    private static string Of(ExecutionReportReplacedBlock e) =>
        $"S{e.SessionID} replaced #{e.OrderID} c{e.ClOrdID} orig c{e.OrigClOrdID} {Word(e.Side)} "
        + $"{e.OrderQty} @ {Price(e.Price)} leaves {e.LeavesQty} cum {e.CumQty} {e.PriorityIndicator}";

    private static string Of(SystemCommandResponseBlock e) =>
        $"{e.SystemCommandResult}" + (e.TotalAffectedOrders > 0 ? $" {e.TotalAffectedOrders} orders" : "");

    private static string Of(SecurityDefinitionReportBlock e) =>
        $"security {e.SecurityID} defined {e.SecurityTradingStatus}";

    private static string Of(SecurityStatusReportBlock e) => $"security {e.SecurityID} {e.SecurityTradingStatus}";

    private static string Of(OrderMassCancelReportBlock e) =>
        $"S{e.SessionID} mass cancel c{e.ClOrdID} {e.MassCancelResponse} {e.TotalAffectedOrders} orders"
        + (e.MassCancelRejectReason == MassCancelRejectReason.NULL_VALUE ? "" : $" {e.MassCancelRejectReason}");

    private static string Of(ExecutionReportRestatedBlock e) =>
        $"S{e.SessionID} restated #{e.OrderID} c{e.ClOrdID} {Word(e.Side)} {e.OrderQty} @ {Price(e.Price)} "
        + $"leaves {e.LeavesQty} cum {e.CumQty} shows {e.DisplayQty} {e.ExecRestatementReason}";

    private static string Of(ExecutionReportRejectedBlock e) =>
        $"S{e.SessionID} rejected c{e.ClOrdID} {e.OrdRejReason}" + (e.OrderID > 0 ? $" #{e.OrderID}" : "");

    private static string Of(OrderCancelRejectBlock e) =>
        $"S{e.SessionID} {e.CxlRejResponseTo} c{e.ClOrdID} refused {e.CxlRejReason}"
        + (e.OrderID > 0 ? $" #{e.OrderID}" : "");

    private static string Word(Side side) => side == Side.Buy ? "buy" : "sell";
}
