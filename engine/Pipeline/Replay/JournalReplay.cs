using System.Diagnostics;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>Applies a journal to a core: same journal, same bytes.</summary>
public static class JournalReplay
{
    private const int CommandsBetweenLooks = 1 << 14;

    /// <summary>Replays from the first record on.</summary>
    /// <param name="directory">Directory of the journal.</param>
    /// <param name="core">A core that has applied nothing.</param>
    /// <param name="consumer">Takes the events.</param>
    /// <param name="toSequence">Number of the last command to apply; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="progress">Told now and then how many commands are applied; null for nobody.</param>
    /// <param name="cancellation">Breaks the replay off.</param>
    /// <returns>What was replayed. A tail that a crash left, and the next start repairs, is left alone and
    /// named.</returns>
    /// <exception cref="JournalException">The journal is damaged; the message says where.</exception>
    /// <exception cref="StateDigestMismatchException">The state differs from the one that was journaled.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public static ReplaySummary Run(
        string directory,
        MatchingCore core,
        IEventConsumer consumer,
        long toSequence,
        Action<long>? progress,
        CancellationToken cancellation = default)
    {
        long start = Stopwatch.GetTimestamp();
        var sink = new ReplaySink(consumer);
        var command = default(CommandRecord);
        long count = 0;
        using var reader = new JournalReader(directory);
        while (core.LastSequence < toSequence && reader.TryReadNext(ref command))
        {
            core.Apply(in command, ref sink);
            sink.Deliver();
            if (++count % CommandsBetweenLooks != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(count);
        }
        if (reader.Problem is { IsRepairable: false } damage)
            throw new JournalException(damage);
        return new ReplaySummary(count, core.LastSequence, Stopwatch.GetElapsedTime(start)) { Tail = reader.Problem };
    }
}
