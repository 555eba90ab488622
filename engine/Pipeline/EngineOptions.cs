using MatchingEngine.Core;
using MatchingEngine.Journal;

namespace MatchingEngine.Pipeline;

/// <summary>What an engine is made with. Sizes are counts of 128-byte slots.</summary>
public sealed record EngineOptions
{
    /// <summary>Smallest ring, in slots.</summary>
    public const int MinRingSize = 64;

    /// <summary>Largest ring, in slots.</summary>
    public const int MaxRingSize = 1 << 24;

    /// <summary>Directory of the journal; made when absent.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>When a command counts as durable.</summary>
    public DurabilityPolicy Durability { get; init; } = DurabilityPolicy.Group;

    /// <summary>How stages are spread over threads.</summary>
    public ThreadLayout Threads { get; init; } = DefaultThreads(Environment.ProcessorCount);

    /// <summary>Slots of the command ring; a power of two.</summary>
    public int CommandRingSize { get; init; } = 1 << 14;

    /// <summary>Slots of the event ring; a power of two.</summary>
    public int EventRingSize { get; init; } = 1 << 16;

    /// <summary>Size of a journal segment in bytes.</summary>
    public long SegmentSize { get; init; } = JournalLimits.DefaultSegmentSize;

    /// <summary>Limits of the core.</summary>
    public CoreLimits Limits { get; init; } = CoreLimits.Default;

    /// <summary>Has the last word on how the journal is written. Tests put faults of the disk here.</summary>
    internal Func<JournalOptions, JournalOptions> AdjustJournal { get; init; } = static options => options;

    /// <summary>The layout that suits a number of processors.</summary>
    public static ThreadLayout DefaultThreads(int processorCount) =>
        processorCount >= 6 ? ThreadLayout.Dedicated : ThreadLayout.Shared;

    internal void Validate()
    {
        ValidateRing(CommandRingSize, nameof(CommandRingSize));
        ValidateRing(EventRingSize, nameof(EventRingSize));
    }

    private static void ValidateRing(int size, string name)
    {
        if (size is < MinRingSize or > MaxRingSize || !int.IsPow2(size))
        {
            throw new ArgumentException(
                $"{name} must be a power of two from {MinRingSize} to {MaxRingSize}, not {size}.", name);
        }
    }
}
