namespace MatchingEngine.Core.Tests.Support;

/// <summary>
/// A test that needs the sample hour of NASDAQ flow, which may not be passed on: skipped, and said so, where it is
/// absent.
/// </summary>
internal sealed class NasdaqFactAttribute : FactAttribute
{
    public NasdaqFactAttribute()
    {
        if (!Directory.Exists(NasdaqHour.Directory))
            Skip = $"The sample data are not here ({NasdaqHour.Directory}).";
    }
}
