using System.Diagnostics;
using MatchingEngine.Client;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Load;

/// <summary>
/// Sends an order flow at a fixed rate and measures from the moment each command was due, so that a service that
/// stalls cannot hide it by slowing its clients down (open loop). With rate 0 it sends as fast as the window allows
/// and measures from the send (closed loop).
/// </summary>
internal sealed class LoadGenerator
{
    private readonly OrderEntryClient _client;
    private readonly FlowPlayer _player;
    private readonly SyntheticFlow _flow;

    public LoadGenerator(OrderEntryClient client, FlowPlayer player, ulong seed, ulong firstId)
    {
        _client = client;
        _player = player;
        _flow = new SyntheticFlow(seed, firstId);
    }

    /// <summary>Commands sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Runs for a time, then waits for the last answers.</summary>
    /// <exception cref="FlowStoppedException">The session has ended, or has no answers any more.</exception>
    /// <returns>The time from the first send to the last answer.</returns>
    public TimeSpan Run(LoadOptions load, Action<long> progress)
    {
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(load.Duration.TotalSeconds * Stopwatch.Frequency);
        double interval = load.PerSecond > 0 ? Stopwatch.Frequency / load.PerSecond : 0;
        FlowCommand command = _flow.Next();
        for (long now = start; now < end; now = Stopwatch.GetTimestamp())
        {
            while (_player.InFlight < load.Window)
            {
                long due = interval > 0 ? start + (long)(Sent * interval) : Stopwatch.GetTimestamp();
                if (due > now && interval > 0 || !_player.TrySend(_client, in command, due))
                    break;
                Sent++;
                command = _flow.Next();
            }
            _player.Poll(_client);
            progress(Sent);
        }
        _player.AwaitAll(_client);
        return Stopwatch.GetElapsedTime(start);
    }
}
