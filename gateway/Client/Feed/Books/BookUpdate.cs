namespace MatchingEngine.Client.Feed;

/// <summary>What became of a message that was given to a book.</summary>
public enum BookUpdate : byte
{
    /// <summary>Nothing: the book is stale, has it already, or the message is of another kind.</summary>
    Ignored = 0,

    /// <summary>It is in the book.</summary>
    Applied = 1,

    /// <summary>It cannot be right after what the book has. The book is empty and stale from here on.</summary>
    WentStale = 2,
}
