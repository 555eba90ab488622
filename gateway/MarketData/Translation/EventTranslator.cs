using System.Runtime.CompilerServices;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using SecurityTradingStatus = MatchingEngine.Messages.SecurityTradingStatus;
using TradingSessionClosedBlock = MatchingEngine.Messages.TradingSessionClosedBlock;

namespace MatchingEngine.MarketData;

/// <summary>
/// Turns the events of the engine into the messages of the feed. Pure: the same events give the same bytes in every
/// stream, now and after any restart; it asks for no time, thread or random number. Allocates only to grow. One
/// thread.
/// </summary>
internal sealed class EventTranslator
{
    private readonly int _depth;
    private readonly FeedInstrumentTable _instruments = new();
    private readonly CommandChanges _changes = new();
    private readonly LevelChanges _levelChanges = new();
    private readonly OrderFlow _orders;
    private readonly StreamWriter[] _streams;
    private CommandStamp _command;

    /// <param name="depth">Price levels of a side that are published, 1 and up; 0 for all.</param>
    /// <param name="outputOf">Where each stream goes.</param>
    /// <param name="expectedOrders">Displayed orders for which no table need grow.</param>
    public EventTranslator(int depth, Func<FeedStream, FeedOutput> outputOf, int expectedOrders = 1 << 10)
    {
        _depth = depth;
        _orders = new OrderFlow(_instruments, _changes, expectedOrders);
        _streams = new StreamWriter[(int)FeedStream.Status];
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
            _streams[(int)stream - 1] = new StreamWriter(stream, outputOf(stream));
    }

    /// <summary>Number of the last message of a stream; 0 before the first.</summary>
    public ulong LastApplSeqNum(FeedStream stream) => Writer(stream).LastApplSeqNum;

    /// <summary>Takes the next event; the messages of a command are written with its last one.</summary>
    /// <exception cref="InvalidOperationException">The event names an instrument that was never defined.</exception>
    public void OnEvent(in EventRecord record)
    {
        _command = new CommandStamp(record.Sequence, record.TimestampNanos);
        switch (record.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                _orders.OnNew(in Block<ExecutionReportNewBlock>(in record));
                break;
            case ExecutionReportTradeBlock.TemplateId:
                _orders.OnTrade(in Block<ExecutionReportTradeBlock>(in record));
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                _orders.OnCanceled(in Block<ExecutionReportCanceledBlock>(in record));
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                _orders.OnReplaced(in Block<ExecutionReportReplacedBlock>(in record));
                break;
            case ExecutionReportRestatedBlock.TemplateId:
                _orders.OnRestated(in Block<ExecutionReportRestatedBlock>(in record));
                break;
            case SecurityDefinitionReportBlock.TemplateId:
                OnDefined(in Block<SecurityDefinitionReportBlock>(in record));
                break;
            case SecurityStatusReportBlock.TemplateId:
                OnStatus(in Block<SecurityStatusReportBlock>(in record));
                break;
            case SystemCommandResponseBlock.TemplateId:
                OnAnswer(in Block<SystemCommandResponseBlock>(in record));
                break;
        }
        if ((record.Flags & EventFlags.EndOfCommand) != 0)
            EndCommand();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly TBlock Block<TBlock>(in EventRecord record)
        where TBlock : unmanaged, Messages.IMessageBlock =>
        ref EventRecord.BlockOf<TBlock>(in record);

    private StreamWriter Writer(FeedStream stream) => _streams[(int)stream - 1];

    private void EndCommand()
    {
        _orders.Rest();
        if (_changes.OrderCount > 0)
            OrdersWriter.Write(Writer(FeedStream.Orders), _changes, _instruments, in _command);
        if (_changes.FillCount > 0)
        {
            TradesWriter.WriteFills(Writer(FeedStream.Fills), _changes, _instruments, in _command);
            TradesWriter.WriteTrades(Writer(FeedStream.Trades), _changes, _instruments, in _command);
        }
        if (_changes.TouchedCount == 0)
            return;
        for (int i = 0; i < _changes.TouchedCount; i++)
        {
            FeedInstrument instrument = _changes.Touched(i);
            BookWriter.WriteLevels(Writer(FeedStream.PriceLevels), instrument, _levelChanges, in _command);
            BookWriter.WriteBest(Writer(FeedStream.BestBidOffer), instrument, in _command);
            if (instrument.HasNewStatistics)
                BookWriter.WriteStatistics(Writer(FeedStream.Statistics), instrument, in _command);
        }
        _changes.Clear();
    }

    private void OnDefined(in SecurityDefinitionReportBlock report)
    {
        FeedInstrument instrument = _instruments.Add(report.SecurityID, _depth);
        instrument.Status = report.SecurityTradingStatus;
        StatusWriter.WriteDefinition(Writer(FeedStream.Status), instrument, in report, in _command);
    }

    private void OnStatus(in SecurityStatusReportBlock report)
    {
        if (!_instruments.TryFind(report.SecurityID, out FeedInstrument? instrument))
            return;
        instrument.Status = report.SecurityTradingStatus;
        StatusWriter.WriteStatus(Writer(FeedStream.Status), instrument, in _command);
    }

    private void OnAnswer(in SystemCommandResponseBlock answer)
    {
        if (answer.RefTemplateID != TradingSessionClosedBlock.TemplateId
            || answer.SystemCommandResult != SystemCommandResult.Accepted)
            return;
        if (_instruments.TryFind(answer.SecurityID, out FeedInstrument? instrument))
            CloseSession(instrument);
        for (int i = 0; answer.SecurityID == 0 && i < _instruments.Count; i++)
        {
            if (_instruments[i].Status != SecurityTradingStatus.NotAvailableForTrading)
                CloseSession(_instruments[i]);
        }
    }

    private void CloseSession(FeedInstrument instrument)
    {
        StatusWriter.WriteSessionClosed(Writer(FeedStream.Status), instrument, in _command);
        instrument.Statistics = default;
        instrument.HasNewStatistics = true;
        _changes.Touch(instrument);
    }
}
