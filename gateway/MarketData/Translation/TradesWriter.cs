using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Writes the trades of one command: as fills with both their sides, and as what everybody may know.</summary>
internal static class TradesWriter
{
    private static readonly int FillsInPacket = FeedLayout.MaxPacketLength / FeedLayout.LengthOf<FillBlock>();
    private static readonly int TradesInPacket = FeedLayout.MaxPacketLength / FeedLayout.LengthOf<TradeBlock>();

    public static void WriteFills(
        StreamWriter stream, CommandChanges changes, FeedInstrumentTable instruments, in CommandStamp command)
    {
        for (int first = 0; first < changes.FillCount; first += FillsInPacket)
        {
            int end = Math.Min(first + FillsInPacket, changes.FillCount);
            ref byte at = ref stream.Claim((end - first) * FeedLayout.LengthOf<FillBlock>());
            for (int i = first; i < end; i++)
            {
                ref FillBlock fill = ref changes.Fill(i);
                FeedInstrument instrument = InstrumentOf(instruments, fill.SecurityID);
                ref FillBlock block = ref FeedLayout.Begin<FillBlock>(ref at);
                block = fill;
                stream.Number(ref block, instrument, in command, IsLast(instrument, i));
                at = ref FeedLayout.After<FillBlock>(ref at);
            }
            stream.Commit();
        }
    }

    public static void WriteTrades(
        StreamWriter stream, CommandChanges changes, FeedInstrumentTable instruments, in CommandStamp command)
    {
        for (int first = 0; first < changes.FillCount; first += TradesInPacket)
        {
            int end = Math.Min(first + TradesInPacket, changes.FillCount);
            ref byte at = ref stream.Claim((end - first) * FeedLayout.LengthOf<TradeBlock>());
            for (int i = first; i < end; i++)
            {
                ref FillBlock fill = ref changes.Fill(i);
                FeedInstrument instrument = InstrumentOf(instruments, fill.SecurityID);
                ref TradeBlock trade =
                    ref stream.Begin<TradeBlock>(ref at, instrument, in command, IsLast(instrument, i));
                trade.AggressorSide = fill.AggressorSide;
                trade.TrdMatchID = fill.TrdMatchID;
                trade.LastPx = fill.LastPx;
                trade.LastQty = fill.LastQty;
                at = ref FeedLayout.After<TradeBlock>(ref at);
            }
            stream.Commit();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FeedInstrument InstrumentOf(FeedInstrumentTable instruments, uint securityId) =>
        instruments.TryFind(securityId, out FeedInstrument? instrument)
            ? instrument
            : throw new InvalidOperationException("A fill names an instrument that is not there.");

    // Both streams have the same messages in the same order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLast(FeedInstrument instrument, int index) =>
        instrument.LastOfCommand(FeedStream.Fills) == index;
}
