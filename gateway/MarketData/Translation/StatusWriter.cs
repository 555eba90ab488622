using System.Runtime.CompilerServices;
using MatchingEngine.Messages;
using SecurityDefinitionBlock = MatchingEngine.Messages.MarketData.SecurityDefinitionBlock;
using SecurityStatusBlock = MatchingEngine.Messages.MarketData.SecurityStatusBlock;
using SecurityTradingStatus = MatchingEngine.Messages.MarketData.SecurityTradingStatus;
using TradingSessionClosedBlock = MatchingEngine.Messages.MarketData.TradingSessionClosedBlock;

namespace MatchingEngine.MarketData;

/// <summary>Writes what holds for instruments. A command has one such message for an instrument at the most.</summary>
internal static class StatusWriter
{
    private const sbyte PriceExponent = -8;

    public static void WriteDefinition(
        StreamWriter stream, FeedInstrument instrument, in SecurityDefinitionReportBlock report,
        in CommandStamp command)
    {
        ref byte at = ref stream.Claim(FeedLayout.LengthOf<SecurityDefinitionBlock>());
        ref SecurityDefinitionBlock block =
            ref stream.Begin<SecurityDefinitionBlock>(ref at, instrument, in command, isLast: true);
        block.SecurityTradingStatus = StatusOf(instrument);
        block.MinPriceIncrement = report.MinPriceIncrement;
        block.RoundLot = report.RoundLot;
        block.MinTradeVol = report.MinTradeVol;
        block.MaxTradeVol = report.MaxTradeVol;
        block.LowLimitPrice = report.LowLimitPrice;
        block.HighLimitPrice = report.HighLimitPrice;
        block.PriceExponent = PriceExponent;
        block.Symbol = Unsafe.As<SecurityDefinitionReportBlock.SymbolArray, SecurityDefinitionBlock.SymbolArray>(
            ref Unsafe.AsRef(in report).Symbol);
        stream.Commit();
    }

    public static void WriteStatus(StreamWriter stream, FeedInstrument instrument, in CommandStamp command)
    {
        ref byte at = ref stream.Claim(FeedLayout.LengthOf<SecurityStatusBlock>());
        ref SecurityStatusBlock block =
            ref stream.Begin<SecurityStatusBlock>(ref at, instrument, in command, isLast: true);
        block.SecurityTradingStatus = StatusOf(instrument);
        stream.Commit();
    }

    public static void WriteSessionClosed(StreamWriter stream, FeedInstrument instrument, in CommandStamp command)
    {
        ref byte at = ref stream.Claim(FeedLayout.LengthOf<TradingSessionClosedBlock>());
        stream.Begin<TradingSessionClosedBlock>(ref at, instrument, in command, isLast: true);
        stream.Commit();
    }

    // The two schemas name the same FIX values.
    private static SecurityTradingStatus StatusOf(FeedInstrument instrument) =>
        (SecurityTradingStatus)(byte)instrument.Status;
}
