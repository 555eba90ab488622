namespace MatchingEngine.Challenge.Abi;

/// <summary>The functions of a report queue between two threads, as the benchmark calls them.</summary>
internal unsafe struct Transport
{
    /// <summary>Makes a queue with room for so many reports.</summary>
    public delegate* unmanaged<uint, void*> Create;

    /// <summary>Matching thread: puts one report in; 0 when there is no room.</summary>
    public delegate* unmanaged<void*, Report*, int> Push;

    /// <summary>Draining thread: takes out up to so many reports, and says how many.</summary>
    public delegate* unmanaged<void*, Report*, uint, uint> Drain;

    /// <summary>Matching thread: makes visible what was held back.</summary>
    public delegate* unmanaged<void*, void> Flush;

    public delegate* unmanaged<void*, void> Destroy;
}
