namespace MatchingEngine.SystemTests.Support;

/// <summary>A test that needs the recorded hour, which does not come with the repository.</summary>
public sealed class NasdaqFactAttribute : FactAttribute
{
    public NasdaqFactAttribute()
    {
        if (!Repository.HasNasdaq)
            Skip = $"There is no {Repository.NasdaqCommands}.";
    }
}
