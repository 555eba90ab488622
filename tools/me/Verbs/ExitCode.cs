namespace MatchingEngine.Tools.Verbs;

/// <summary>Exit codes of every verb.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Ok = 0;

    /// <summary>The verb ran and found something wrong, or could not do its work.</summary>
    public const int Failed = 1;

    /// <summary>A command was sent and no answer came in time: it may have taken effect.</summary>
    public const int Unknown = 2;
}
