using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// The books as a consumer has them who reads every message: built from the stores of recent messages, never from
/// inside the engine. One thread.
/// </summary>
internal sealed class FollowedBooks
{
    private static readonly FeedStream[] Streams =
    [
        FeedStream.Status, FeedStream.Orders, FeedStream.PriceLevels, FeedStream.BestBidOffer, FeedStream.Statistics,
    ];

    // Grows with the books: tables much larger than what they hold cost the processor's caches more than growing does.
    private const int ExpectedOrders = 1 << 10;

    private readonly Func<FeedStream, RecentStore> _storeOf;
    private readonly FeedPosition _position;
    private readonly ulong[] _next = new ulong[(int)FeedStream.Snapshots];
    private readonly byte[] _message = GC.AllocateArray<byte>(FeedLayout.MaxPacketLength, pinned: true);
    private readonly Dictionary<uint, FollowedInstrument> _bySecurityId = [];
    private readonly List<FollowedInstrument> _instruments = [];

    /// <param name="storeOf">The recent messages of a stream.</param>
    /// <param name="position">How far all streams are.</param>
    public FollowedBooks(Func<FeedStream, RecentStore> storeOf, FeedPosition position)
    {
        _storeOf = storeOf;
        _position = position;
        Reset();
    }

    /// <summary>Instruments in order of definition.</summary>
    public IReadOnlyList<FollowedInstrument> Instruments => _instruments;

    public OrderBookBuilder Orders { get; private set; } = new();

    public PriceLevelBookBuilder Levels { get; private set; } = new();

    /// <summary>All that commands up to this one did is included, and nothing of later ones.</summary>
    public long EngineSequence { get; private set; }

    /// <summary>Number of the last message of a stream that is included.</summary>
    public ulong LastApplSeqNum(FeedStream stream) => _next[(int)stream - 1] - 1;

    /// <summary>Reads what is new in all streams, up to the same command in each.</summary>
    /// <returns>How many messages were read; -1 when the store went on without us.</returns>
    public int Follow()
    {
        // Its messages are in the stores before the position says so.
        long engineSequence = _position.EngineSequence;
        int count = 0;
        foreach (FeedStream stream in Streams)
        {
            int read = Follow(stream, engineSequence);
            if (read < 0)
                return -1;
            count += read;
        }
        EngineSequence = engineSequence;
        return count;
    }

    /// <summary>Builds everything again from the journal, up to where the feed is now.</summary>
    /// <param name="history">The feed from its first message on.</param>
    /// <param name="isEnough">Asked now and then; true gives up.</param>
    /// <returns>False when it was given up: nothing here is of any use then.</returns>
    public bool TryBuild(FeedHistory history, Func<bool> isEnough)
    {
        Reset();
        long engineSequence = _position.EngineSequence;
        if (!history.TryReadTo(engineSequence, Take, isEnough))
            return false;
        EngineSequence = engineSequence;
        return true;
    }

    private void Reset()
    {
        EngineSequence = 0;
        _next.AsSpan().Fill(1);
        _instruments.Clear();
        _bySecurityId.Clear();
        Orders = new OrderBookBuilder(ExpectedOrders);
        Levels = new PriceLevelBookBuilder();
    }

    private int Follow(FeedStream stream, long engineSequence)
    {
        RecentStore store = _storeOf(stream);
        ref ulong next = ref _next[(int)stream - 1];
        int count = 0;
        int length;
        while ((length = store.TryRead(next, _message)) > 0)
        {
            FeedMessage message = Read(stream, _message.AsSpan(0, length));
            if (message.EngineSequence > engineSequence)
                return count;
            Take(in message);
            next++;
            count++;
        }
        return length < 0 ? -1 : count;
    }

    private void Take(FeedStream stream, ReadOnlySpan<byte> bytes)
    {
        FeedMessage message = Read(stream, bytes);
        Take(in message);
        _next[(int)stream - 1] = message.ApplSeqNum + 1;
    }

    private static FeedMessage Read(FeedStream stream, ReadOnlySpan<byte> bytes)
    {
        var reader = new FeedPacketReader(bytes);
        return reader.TryRead(out FeedMessage message)
            ? message
            : throw new InvalidOperationException($"A message of {stream} cannot be read.");
    }

    private void Take(in FeedMessage message)
    {
        BookUpdate update = BookUpdate.Ignored;
        switch (message.TemplateId)
        {
            case SecurityDefinitionBlock.TemplateId:
                Define(in message.Block<SecurityDefinitionBlock>());
                break;
            case SecurityStatusBlock.TemplateId:
                _bySecurityId[message.SecurityId].Status = message.Block<SecurityStatusBlock>().SecurityTradingStatus;
                break;
            case BestBidOfferBlock.TemplateId:
                _bySecurityId[message.SecurityId].Best = message.Block<BestBidOfferBlock>();
                break;
            case StatisticsBlock.TemplateId:
                _bySecurityId[message.SecurityId].Statistics = message.Block<StatisticsBlock>();
                break;
            case PriceLevelsBlock.TemplateId:
                update = Levels.Apply(in message);
                break;
            default:
                update = Orders.Apply(in message);
                break;
        }
        if (update == BookUpdate.WentStale)
            throw new InvalidOperationException(
                $"Message {message.ApplSeqNum} (template {message.TemplateId}) does not fit the book of "
                + $"instrument {message.SecurityId}.");
    }

    private void Define(ref readonly SecurityDefinitionBlock definition)
    {
        FollowedInstrument instrument = new(definition.SecurityID) { Status = definition.SecurityTradingStatus };
        _instruments.Add(instrument);
        _bySecurityId.Add(definition.SecurityID, instrument);
    }
}
