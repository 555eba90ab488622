using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>Where a book stands in the sequence of its instrument.</summary>
internal struct BookSequence
{
    /// <summary>RptSeq of the last message that the book has; 0 for none.</summary>
    public ulong RptSeq;

    /// <summary>Number of the command of that message.</summary>
    public long EngineSequence;

    /// <summary>Matching time of that message.</summary>
    public long TransactTime;

    /// <summary>False between the messages of one command.</summary>
    public bool IsEventComplete;

    /// <summary>Whether a message is the next one of the instrument, and of no command before the last.</summary>
    public readonly bool IsNext(ulong rptSeq, long engineSequence) =>
        rptSeq == RptSeq + 1 && engineSequence >= EngineSequence;

    /// <summary>Goes on to a message.</summary>
    public void MoveTo(ulong rptSeq, long engineSequence, long transactTime, MatchEventIndicator indicator)
    {
        RptSeq = rptSeq;
        EngineSequence = engineSequence;
        TransactTime = transactTime;
        IsEventComplete = (indicator & MatchEventIndicator.EndOfEvent) != 0;
    }
}
