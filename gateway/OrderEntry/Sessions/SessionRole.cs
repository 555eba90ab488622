namespace MatchingEngine.OrderEntry;

/// <summary>What a session is there for. Each role has messages of its own; none may send those of the other.</summary>
public enum SessionRole
{
    /// <summary>Enters and changes orders: templates 100 to 106.</summary>
    Trader,

    /// <summary>Commands the venue: definitions, halts, rules, limits, kill switches, the end of the day.</summary>
    Operator,
}
