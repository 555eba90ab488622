using MatchingEngine.Core;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// Finds messages by stream and number: in the recent stores, and beyond them in the journal, which one client at a time
/// may read; the others are told to come again. Any thread.
/// </summary>
/// <remarks>
/// The reader goes forward only. It is lent to one client for as long as that asks on, so that two who miss different
/// messages do not send it back to the beginning in turn.
/// </remarks>
internal sealed class MessageFinder(
    FeedPublisher feed, string dataDirectory, CoreLimits limits, int readMillis, Action<string> report) : IDisposable
{
    private const int LoanMillis = 1_000;

    private readonly Lock _oneReader = new();
    private readonly List<PassedMessage> _passed = [];
    private FeedHistory? _history;
    private object? _borrower;
    private long _loanEndMillis;
    private string? _lastReport;
    private volatile bool _stopping;

    /// <summary>Times that the journal was read from its beginning.</summary>
    public long HistoryCount { get; private set; }

    /// <summary>Finds messages from a number on.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="begin">First number; it was published.</param>
    /// <param name="end">Last number; it was published.</param>
    /// <param name="answer">Takes them.</param>
    public ReplayResult Find(object client, FeedStream stream, ulong begin, ulong end, AnswerBuffer answer)
    {
        RecentStore store = feed.StoreOf(stream);
        for (ulong next = begin; next <= end; next++)
        {
            int length = store.TryRead(next, answer.Room());
            if (length <= 0)
                break;
            answer.Keep(length);
        }
        return answer.Count > 0 ? ReplayResult.Accepted : FindInJournal(client, stream, begin, end, answer);
    }

    /// <summary>A client has gone: another one may have the journal.</summary>
    public void Leave(object client) => Interlocked.CompareExchange(ref _borrower, null, client);

    /// <summary>Lets go of the journal; called when nobody asks any more.</summary>
    public void Release()
    {
        if (!_oneReader.TryEnter())
            return;
        try
        {
            _history?.Dispose();
            _history = null;
            _passed.Clear();
        }
        finally
        {
            _oneReader.Exit();
        }
    }

    /// <summary>Nobody waits for the journal any more.</summary>
    public void Stop() => _stopping = true;

    public void Dispose() => Release();

    private ReplayResult FindInJournal(
        object client, FeedStream stream, ulong begin, ulong end, AnswerBuffer answer)
    {
        if (!_oneReader.TryEnter())
            return ReplayResult.Busy;
        try
        {
            if (!TryBorrow(client))
                return ReplayResult.Busy;
            ReplayResult result = ReadJournal(stream, begin, end, answer);
            _loanEndMillis = Environment.TickCount64 + LoanMillis;
            return result;
        }
        catch (Exception exception)
        {
            // Whatever is wrong with the journal, only who asked for what stands in it goes without.
            Report($"missed messages cannot be read from the journal: {exception.Message}");
            _history?.Dispose();
            _history = null;
            return ReplayResult.Unavailable;
        }
        finally
        {
            _oneReader.Exit();
        }
    }

    // Who missed much asks again and again, each time for what comes next: the reader stands there already.
    private ReplayResult ReadJournal(FeedStream stream, ulong begin, ulong end, AnswerBuffer answer)
    {
        if (_history is null || !StandsBefore(stream, begin))
        {
            _history?.Dispose();
            _history = new FeedHistory(dataDirectory, limits, feed.Options);
            _passed.Clear();
            HistoryCount++;
        }
        foreach (PassedMessage passed in _passed)
        {
            if (passed.ApplSeqNum >= begin && passed.ApplSeqNum <= end)
                answer.Add(passed.Bytes);
        }
        _passed.RemoveAll(passed => passed.Stream != stream || passed.ApplSeqNum <= end);
        long until = Environment.TickCount64 + readMillis;
        bool isRead = _history.TryReadTo(
            stream,
            end,
            (of, message) => Take(of, message, stream, begin, end, answer),
            () => _stopping || Environment.TickCount64 >= until);
        if (answer.Count > 0)
            return ReplayResult.Accepted;
        // Whoever waits does not know for what: it is told before it thinks that nobody is there.
        if (!isRead)
            return ReplayResult.Busy;
        Report($"missed messages of {stream} from {begin} on were published and are not in the journal.");
        return ReplayResult.Unavailable;
    }

    private bool TryBorrow(object client)
    {
        if (_borrower != client && _borrower is not null && Environment.TickCount64 < _loanEndMillis)
            return false;
        _borrower = client;
        return true;
    }

    // Who is refused asks again, and a stranger as often as he likes: the operator reads it once.
    private void Report(string text)
    {
        if (_lastReport == text)
            return;
        _lastReport = text;
        report(text);
    }

    private bool StandsBefore(FeedStream stream, ulong begin) =>
        _history!.LastApplSeqNum(stream) < begin
        || _passed.Exists(passed => passed.Stream == stream && passed.ApplSeqNum == begin);

    // A command may have messages beyond the end: they are kept, since the reader does not come by again.
    private void Take(
        FeedStream of, ReadOnlySpan<byte> message, FeedStream stream, ulong begin, ulong end, AnswerBuffer answer)
    {
        ulong number = BitConverter.ToUInt64(message[FeedLayout.HeaderLength..]);
        if (of != stream || number < begin)
            return;
        if (number <= end)
            answer.Add(message);
        else
            _passed.Add(new PassedMessage(stream, number, message.ToArray()));
    }

    private readonly record struct PassedMessage(FeedStream Stream, ulong ApplSeqNum, byte[] Bytes);
}
