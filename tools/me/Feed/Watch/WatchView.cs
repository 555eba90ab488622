namespace MatchingEngine.Tools.Feed.Watch;

/// <summary>What the watcher looks at; keys change it.</summary>
internal sealed class WatchView
{
    private const int MaxDepth = 50;

    /// <summary>Place of the instrument among those known.</summary>
    public int Index { get; private set; }

    /// <summary>Price levels of a side that are shown.</summary>
    public int Depth { get; private set; } = 10;

    /// <summary>Whether the watcher wants to end.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Whether the single orders of the best levels are shown rather than levels.</summary>
    public bool ShowsOrders { get; private set; }

    /// <summary>Does what a key asks for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="instruments">Instruments known.</param>
    public void Press(ConsoleKey key, int instruments)
    {
        switch (key)
        {
            case ConsoleKey.N or ConsoleKey.RightArrow when instruments > 0:
                Index = (Index + 1) % instruments;
                break;
            case ConsoleKey.P or ConsoleKey.LeftArrow when instruments > 0:
                Index = (Index + instruments - 1) % instruments;
                break;
            case ConsoleKey.UpArrow or ConsoleKey.Add or ConsoleKey.OemPlus:
                Depth = Math.Min(Depth + 1, MaxDepth);
                break;
            case ConsoleKey.DownArrow or ConsoleKey.Subtract or ConsoleKey.OemMinus:
                Depth = Math.Max(Depth - 1, 1);
                break;
            case ConsoleKey.O:
                ShowsOrders = !ShowsOrders;
                break;
            case ConsoleKey.Q or ConsoleKey.Escape:
                IsEnding = true;
                break;
        }
    }
}
