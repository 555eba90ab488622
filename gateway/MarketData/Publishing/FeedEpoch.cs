using MatchingEngine.Journal;

namespace MatchingEngine.MarketData;

/// <summary>
/// Names one numbering of the streams: the journal that it comes from, and everything beside it that decides what is
/// in the messages.
/// </summary>
internal static class FeedEpoch
{
    /// <summary>Goes up when the same events are translated otherwise than before.</summary>
    private const ulong TranslationVersion = 1;

    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(JournalId journal, FeedOptions options)
    {
        ulong epoch = Mix(journal.Low);
        epoch = Mix(epoch ^ journal.High);
        epoch = Mix(epoch ^ TranslationVersion);
        epoch = Mix(epoch ^ (ulong)options.Depth);
        return epoch == 0 ? 1 : epoch;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * Multiplier;
        value = (value ^ (value >> 29)) * Multiplier;
        return value ^ (value >> 32);
    }
}
