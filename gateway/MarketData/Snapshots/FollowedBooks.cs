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

    private readonly Func<FeedStream, RecentStore> _storeOf;
    private readonly ulong[] _next = new ulong[(int)FeedStream.Snapshots];
    private readonly byte[] _message = GC.AllocateArray<byte>(FeedLayout.MaxPacketLength, pinned: true);
    private readonly Dictionary<uint, FollowedInstrument> _bySecurityId = [];
    private readonly List<FollowedInstrument> _instruments = [];

    public FollowedBooks(Func<FeedStream, RecentStore> storeOf)
    {
        _storeOf = storeOf;
        Reset();
    }

    /// <summary>Instruments in order of definition.</summary>
    public IReadOnlyList<FollowedInstrument> Instruments => _instruments;

    public OrderBookBuilder Orders { get; private set; } = new();

    public PriceLevelBookBuilder Levels { get; private set; } = new();

    /// <summary>Number of the last message of a stream that is included.</summary>
    public ulong LastApplSeqNum(FeedStream stream) => _next[(int)stream - 1] - 1;

    /// <summary>Reads what is new in all streams.</summary>
    /// <returns>How many messages were read; -1 when the store went on without us.</returns>
    public int Follow()
    {
        int count = 0;
        foreach (FeedStream stream in Streams)
        {
            int read = Follow(stream);
            if (read < 0)
                return -1;
            count += read;
        }
        return count;
    }

    /// <summary>Takes the next message of a stream, wherever it was read.</summary>
    public void Take(FeedStream stream, ReadOnlySpan<byte> message)
    {
        var reader = new FeedPacketReader(message);
        if (!reader.TryRead(out FeedMessage read))
            throw new InvalidOperationException($"A message of {stream} cannot be read.");
        Take(in read);
        _next[(int)stream - 1] = read.ApplSeqNum + 1;
    }

    /// <summary>Forgets everything: the streams are read from their beginning.</summary>
    public void Reset()
    {
        _next.AsSpan().Fill(1);
        _instruments.Clear();
        _bySecurityId.Clear();
        Orders = new OrderBookBuilder();
        Levels = new PriceLevelBookBuilder();
    }

    private int Follow(FeedStream stream)
    {
        RecentStore store = _storeOf(stream);
        ref ulong next = ref _next[(int)stream - 1];
        int count = 0;
        int length;
        while ((length = store.TryRead(next, _message)) > 0)
        {
            Take(stream, _message.AsSpan(0, length));
            count++;
        }
        return length < 0 ? -1 : count;
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
