using System.Runtime.CompilerServices;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using SecurityTradingStatus = MatchingEngine.Messages.SecurityTradingStatus;

namespace MatchingEngine.MarketData;

/// <summary>What the feed knows of an instrument: what is displayed, what was traded, and its sequences.</summary>
internal sealed class FeedInstrument
{
    private const int StreamCount = (int)FeedStream.Snapshots;

    private StreamNumbers _rptSeq;
    private LastPositions _lastOfCommand;

    public FeedInstrument(uint securityId, int index, int depth)
    {
        SecurityId = securityId;
        Index = index;
        Bids = new BookSideLevels(isBid: true, depth);
        Offers = new BookSideLevels(isBid: false, depth);
    }

    public uint SecurityId { get; }

    /// <summary>Place in order of definition, 0 and up.</summary>
    public int Index { get; }

    public BookSideLevels Bids { get; }

    public BookSideLevels Offers { get; }

    public SecurityTradingStatus Status { get; set; }

    public SessionStatistics Statistics;

    /// <summary>Best bid and offer as they were published last.</summary>
    public BookLevel PublishedBid { get; set; }

    public BookLevel PublishedOffer { get; set; }

    /// <summary>Whether the command changed what is displayed, or traded.</summary>
    public bool HasBookChanges { get; set; }

    public bool HasNewStatistics { get; set; }

    public BookSideLevels SideOf(Side side) => side == Side.Buy ? Bids : Offers;

    /// <summary>The next number of this instrument in a stream.</summary>
    public ulong NextRptSeq(FeedStream stream) => ++_rptSeq[(int)stream - 1];

    /// <summary>Position of its last message among those of the command in a stream.</summary>
    public ref int LastOfCommand(FeedStream stream) => ref _lastOfCommand[(int)stream - 1];

    [InlineArray(StreamCount)]
    private struct StreamNumbers
    {
        private ulong _first;
    }

    [InlineArray(StreamCount)]
    private struct LastPositions
    {
        private int _first;
    }
}
