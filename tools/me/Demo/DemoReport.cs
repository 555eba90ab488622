using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Demo;

/// <summary>What the demonstration found.</summary>
internal sealed record DemoReport
{
    /// <summary>True when fills and books match, the states are equal, the journal verifies and nothing was refused.</summary>
    public required bool Ok { get; init; }

    /// <summary>Commands of the flow that were sent and answered.</summary>
    public required long Commands { get; init; }

    /// <summary>Commands that the engine answered with a reject, such as a cancel that came too late.</summary>
    public required long Rejected { get; init; }

    /// <summary>Commands that were refused at the door.</summary>
    public required long Refused { get; init; }

    /// <summary>Fills from the drop copy, over Aeron.</summary>
    public required int Fills { get; init; }

    /// <summary>Fills that the trading session was told of.</summary>
    public required int SessionFills { get; init; }

    /// <summary>
    /// Times that the book built from the stream of orders was held against the engine's own, after every thousandth
    /// command and after the last.
    /// </summary>
    public required long OrderBooksCompared { get; init; }

    /// <summary>Times likewise for the book built from the stream of price levels.</summary>
    public required long PriceLevelBooksCompared { get; init; }

    /// <summary>Times that orders, price levels and best bid and offer were held against each other.</summary>
    public required long StreamsCompared { get; init; }

    /// <summary>Whether no comparison of books differs.</summary>
    public required bool BooksEqual { get; init; }

    /// <summary>The first book that differs, in words; null when none does.</summary>
    public required string? FirstBookDifference { get; init; }

    /// <summary>Fills expected.</summary>
    public required int FillsExpected { get; init; }

    /// <summary>Where the expected fills come from: the fills file, or the replay of the journal.</summary>
    public required string FillsExpectedFrom { get; init; }

    /// <summary>Whether all fills are as expected, in order.</summary>
    public required bool FillsMatch { get; init; }

    /// <summary>The first fill that differs; null when none does.</summary>
    public required string? FirstDifference { get; init; }

    /// <summary>Orders that rest at the end.</summary>
    public required int OpenOrders { get; init; }

    /// <summary>Digest of the state before the restart.</summary>
    public required string DigestLive { get; init; }

    /// <summary>Digest of the state after the restart.</summary>
    public required string DigestReplayed { get; init; }

    /// <summary>Whether the digests are equal.</summary>
    public required bool Equal { get; init; }

    /// <summary>Whether the journal was found whole.</summary>
    public required bool JournalVerified { get; init; }

    /// <summary>Commands a second with the window full, from the first send to the last answer.</summary>
    public required double OrdersPerSecond { get; init; }

    /// <summary>Commands a second of the replay.</summary>
    public required double ReplayPerSecond { get; init; }

    /// <summary>From send to first answer with one command in flight.</summary>
    public required Percentiles RoundTripMicros { get; init; }

    /// <summary>Thread layout.</summary>
    public required string Threads { get; init; }

    /// <summary>When a command was answered.</summary>
    public required string Durability { get; init; }

    /// <summary>Where the journal is kept; null when it was temporary.</summary>
    public required string? Data { get; init; }
}
