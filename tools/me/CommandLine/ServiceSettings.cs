using System.CommandLine;
using System.Net;
using MatchingEngine.Journal;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>The options of a verb that runs the service, and the service options that they make.</summary>
internal sealed class ServiceSettings
{
    private const int MiB = 1 << 20;
    private const int DefaultCommandRing = 1 << 14;
    private const int DefaultEventRing = 1 << 16;
    private const int DefaultSegmentMiB = (int)(JournalLimits.DefaultSegmentSize / MiB);
    private const int MaxSegmentMiB = (int)(JournalLimits.MaxSegmentSize / MiB);

    private readonly Option<ThreadLayout> _threads = CommonOptions.Threads();
    private readonly Option<DurabilityPolicy> _durability = CommonOptions.Durability();
    private readonly Option<int> _commandRing = CommonOptions.RingSize(
        "--command-ring", "Slots of the command ring, a power of two.", DefaultCommandRing);
    private readonly Option<int> _eventRing = CommonOptions.RingSize(
        "--event-ring", "Slots of the event ring, a power of two.", DefaultEventRing);
    private readonly Option<int> _segmentMiB = CommonOptions.Bounded(
        "--segment-mib", "Size of a journal segment in MiB.", DefaultSegmentMiB, 1, MaxSegmentMiB);
    private readonly Option<int> _rate = CommonOptions.Bounded(
        "--messages-per-second", "Messages a second that a session may send; 0 for no limit.", 0, 0, int.MaxValue);

    private readonly Option<int> _timeAdvance = CommonOptions.Bounded(
        "--time-advance-millis",
        "While an order waits for its time of expiry: silence after which the engine is told the time. 0: only with "
            + "the next command.",
        1_000, 0, int.MaxValue);
    private readonly Option<TimeOnly?> _closeAt = CommonOptions.TimeOfDay(
        "--close-at",
        "Ends the trading date, and day orders with it, each day at this time, UTC. A close that was missed is made up "
            + "for at the start. Default: never.");

    public void AddTo(Command command)
    {
        Option[] options =
            [_threads, _durability, _commandRing, _eventRing, _segmentMiB, _rate, _timeAdvance, _closeAt];
        foreach (Option option in options)
            command.Add(option);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="data">Data directory.</param>
    /// <param name="listen">Where order entry listens.</param>
    /// <param name="sessions">Who may log on.</param>
    /// <param name="instruments">What is traded; null leaves it to the service.</param>
    public ServiceOptions Make(
        ParseResult parsed,
        string data,
        IPEndPoint listen,
        SessionDirectory sessions,
        IReadOnlyList<InstrumentEntry>? instruments) => new()
        {
            Engine = new EngineOptions
            {
                DataDirectory = data,
                Durability = parsed.GetValue(_durability),
                Threads = parsed.GetValue(_threads),
                CommandRingSize = parsed.GetValue(_commandRing),
                EventRingSize = parsed.GetValue(_eventRing),
                SegmentSize = (long)parsed.GetValue(_segmentMiB) * MiB,
            },
            OrderEntry = new OrderEntryOptions
            {
                ListenEndPoint = listen,
                MessagesPerSecond = parsed.GetValue(_rate),
                TimeAdvanceMillis = parsed.GetValue(_timeAdvance),
                CloseAtUtc = parsed.GetValue(_closeAt),
            },
            Sessions = sessions,
            Instruments = instruments,
        };
}
