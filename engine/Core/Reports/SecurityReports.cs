using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Writes what everybody may know of an instrument: to no session, outside every sequence, after the answer to the
/// command.
/// </summary>
internal static class SecurityReports
{
    public static void Defined<TSink>(
        CoreState state, ref TSink sink, in SecurityDefinitionBlock definition, SecurityTradingStatus status)
        where TSink : struct, IEventSink
    {
        ref SecurityDefinitionReportBlock report =
            ref EventSlot.Begin<SecurityDefinitionReportBlock, TSink>(state, ref sink);
        report.MinPriceIncrement = definition.MinPriceIncrement;
        report.RoundLot = definition.RoundLot;
        report.MinTradeVol = definition.MinTradeVol;
        report.MaxTradeVol = definition.MaxTradeVol;
        report.LowLimitPrice = definition.LowLimitPrice;
        report.HighLimitPrice = definition.HighLimitPrice;
        report.SecurityID = definition.SecurityID;
        report.MaxOpenOrders = definition.MaxOpenOrders;
        ref SecurityDefinitionBlock.SymbolArray symbol = ref Unsafe.AsRef(in definition).Symbol;
        report.Symbol = Unsafe.As<SecurityDefinitionBlock.SymbolArray, SecurityDefinitionReportBlock.SymbolArray>(
            ref symbol);
        report.SecurityTradingStatus = status;
    }

    public static void StatusChanged<TSink>(CoreState state, ref TSink sink, Instrument instrument)
        where TSink : struct, IEventSink
    {
        ref SecurityStatusReportBlock report = ref EventSlot.Begin<SecurityStatusReportBlock, TSink>(state, ref sink);
        report.SecurityID = instrument.Terms.SecurityId;
        report.SecurityTradingStatus = instrument.Status;
    }
}
