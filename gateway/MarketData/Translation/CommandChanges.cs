using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// What one command has done so far, in order, by stream: gathered event by event, written when the command is whole,
/// for only then are the length of a packet and its last message known.
/// </summary>
internal sealed class CommandChanges
{
    private OrderChange[] _orders = new OrderChange[256];
    private FillBlock[] _fills = new FillBlock[128];
    private FeedInstrument[] _touched = new FeedInstrument[16];

    public int OrderCount { get; private set; }

    public int FillCount { get; private set; }

    public int TouchedCount { get; private set; }

    public ref readonly OrderChange Order(int index) => ref _orders[index];

    public ref FillBlock Fill(int index) => ref _fills[index];

    /// <summary>Instruments whose book or statistics the command changed.</summary>
    public FeedInstrument Touched(int index) => _touched[index];

    /// <summary>Notes a change of an order.</summary>
    public void Add(FeedInstrument instrument, in OrderChange change)
    {
        if (OrderCount == _orders.Length)
            Array.Resize(ref _orders, OrderCount * 2);
        instrument.LastOfCommand(FeedStream.Orders) = OrderCount;
        _orders[OrderCount++] = change;
    }

    /// <summary>Notes a trade; the caller fills in all but sequences and flags.</summary>
    public ref FillBlock AddFill(FeedInstrument instrument)
    {
        if (FillCount == _fills.Length)
            Array.Resize(ref _fills, FillCount * 2);
        instrument.LastOfCommand(FeedStream.Fills) = FillCount;
        return ref _fills[FillCount++];
    }

    /// <summary>Notes that the book of an instrument, or its statistics, changed.</summary>
    public void Touch(FeedInstrument instrument)
    {
        if (instrument.HasBookChanges)
            return;
        instrument.HasBookChanges = true;
        if (TouchedCount == _touched.Length)
            Array.Resize(ref _touched, TouchedCount * 2);
        _touched[TouchedCount++] = instrument;
    }

    /// <summary>Forgets the command.</summary>
    public void Clear()
    {
        for (int i = 0; i < TouchedCount; i++)
        {
            _touched[i].HasBookChanges = false;
            _touched[i].HasNewStatistics = false;
        }
        OrderCount = FillCount = TouchedCount = 0;
    }
}
