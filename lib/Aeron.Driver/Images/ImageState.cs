namespace MatchingEngine.AeronDriver.Images;

/// <summary>Stages in the life of an image.</summary>
internal enum ImageState
{
    /// <summary>Data arrives.</summary>
    Active,

    /// <summary>No more data is to come; subscribers read what there is.</summary>
    Draining,

    /// <summary>Subscribers know that it is over.</summary>
    Linger,

    /// <summary>To be freed.</summary>
    Done,
}
