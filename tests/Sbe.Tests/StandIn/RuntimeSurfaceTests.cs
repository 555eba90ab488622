using MatchingEngine.Testing;
using Org.SbeTool.Sbe.Dll;

namespace Sbe.Tests.StandIn;

public class RuntimeSurfaceTests
{
    private readonly string[] _ours = [.. PublicSurface.Of(typeof(DirectBuffer).Assembly)];

    /// <summary>
    /// The product must compile against the real package too, so the stand-in may offer nothing that it lacks.
    /// The list has the members of sbe-tool 1.23.1.1.
    /// </summary>
    [Fact]
    public void Every_public_member_exists_upstream()
    {
        Assert.True(_ours.Length > 60, $"only {_ours.Length} members found");
        Assert.Equal([], _ours.Except(PublicSurface.Upstream()));
    }

    [Fact]
    public void Every_member_of_the_buffer_is_there()
    {
        const string Buffer = "Org.SbeTool.Sbe.Dll.DirectBuffer";

        Assert.Equal(
            [], PublicSurface.Upstream().Where(line => line.StartsWith(Buffer, StringComparison.Ordinal)).Except(_ours));
    }
}
