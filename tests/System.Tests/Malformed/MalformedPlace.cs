namespace MatchingEngine.SystemTests.Malformed;

/// <summary>What a kind of bad input needs of its connection.</summary>
internal enum MalformedPlace
{
    /// <summary>An established connection, which goes on behind it.</summary>
    Standing,

    /// <summary>A fresh connection of which it is the end; the session may be established on another.</summary>
    Fresh,

    /// <summary>A fresh connection of which it is the end; the session has a version and no connection.</summary>
    FreshAlone,

    /// <summary>An established connection of which it is the end.</summary>
    Established,
}
