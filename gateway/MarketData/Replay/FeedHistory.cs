using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// The feed from its first message on: the journal, through a core and a translator of its own. Same journal, same
/// bytes. One thread.
/// </summary>
internal sealed class FeedHistory : IDisposable
{
    private const int CommandsBetweenLooks = 1_024;

    private readonly MatchingCore _core;
    private readonly EventTranslator _translator;
    private readonly JournalFollower _reader;
    private readonly EventList _events = new();
    private FeedMessageHandler _handler = static (_, _) => { };
    private CommandRecord _command;

    /// <param name="dataDirectory">Directory of the journal, which goes on while it is read.</param>
    /// <param name="limits">Limits that it is written under.</param>
    /// <param name="options">How the feed is published.</param>
    public FeedHistory(string dataDirectory, CoreLimits limits, FeedOptions options)
    {
        _core = new MatchingCore(limits);
        _reader = new JournalFollower(dataDirectory);
        _translator = new EventTranslator(options.Depth, stream => new HistoryOutput(stream, Give));
    }

    /// <summary>Number of the last message of a stream that was passed; 0 before the first.</summary>
    public ulong LastApplSeqNum(FeedStream stream) => _translator.LastApplSeqNum(stream);

    /// <summary>Reads until a command was passed.</summary>
    /// <param name="engineSequence">Number of the command.</param>
    /// <param name="handler">Takes every message.</param>
    /// <param name="isEnough">Asked now and then; true gives up.</param>
    /// <returns>False when it was given up.</returns>
    /// <exception cref="JournalException">The journal ends before the command.</exception>
    public bool TryReadTo(long engineSequence, FeedMessageHandler handler, Func<bool> isEnough)
    {
        if (!TryRead(() => _core.LastSequence >= engineSequence, handler, isEnough))
            return false;
        return _core.LastSequence >= engineSequence
            ? true
            : throw new JournalException(
                $"Command {engineSequence} cannot be read from the journal, which ends at {_core.LastSequence}. "
                + $"{_reader.Problem}");
    }

    /// <summary>Reads until a message of a stream was passed, or the journal ends.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="toApplSeqNum">Number of the message.</param>
    /// <param name="handler">Takes every message.</param>
    /// <param name="isEnough">Asked now and then; true gives up.</param>
    /// <returns>False when it was given up.</returns>
    public bool TryReadTo(FeedStream stream, ulong toApplSeqNum, FeedMessageHandler handler, Func<bool> isEnough) =>
        TryRead(() => _translator.LastApplSeqNum(stream) >= toApplSeqNum, handler, isEnough);

    /// <summary>Closes the journal's files.</summary>
    public void Dispose() => _reader.Dispose();

    private bool TryRead(Func<bool> isThere, FeedMessageHandler handler, Func<bool> isEnough)
    {
        _handler = handler;
        long commands = 0;
        while (!isThere() && TryStep())
        {
            if (++commands % CommandsBetweenLooks == 0 && isEnough())
                return false;
        }
        return true;
    }

    private bool TryStep()
    {
        if (!_reader.TryReadNext(ref _command))
            return false;
        _events.Clear();
        EventListSink sink = new(_events);
        _core.Apply(in _command, ref sink);
        for (int i = 0; i < _events.Count; i++)
        {
            ref EventRecord record = ref _events[i];
            record.Flags = i == _events.Count - 1 ? EventFlags.EndOfCommand : EventFlags.None;
            _translator.OnEvent(in record);
        }
        return true;
    }

    private void Give(FeedStream stream, ReadOnlySpan<byte> message) => _handler(stream, message);
}
