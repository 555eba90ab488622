using MatchingEngine.Testing;

namespace HdrHistogram.Tests;

public class PublicSurfaceTests
{
    /// <summary>
    /// The product must compile against the real package too, so the stand-in may offer nothing that it lacks.
    /// The list has the members of HdrHistogram 2.5.0.
    /// </summary>
    [Fact]
    public void Every_public_member_exists_upstream()
    {
        string[] ours = [.. PublicSurface.Of(typeof(LongHistogram).Assembly)];

        Assert.True(ours.Length > 80, $"only {ours.Length} members found");
        Assert.Equal([], ours.Except(PublicSurface.Upstream()));
    }
}
