namespace AeronClientTests;

/// <summary>
/// A rule that the stand-in keeps and the package that it stands in for does not; skipped when the package is in use. Code
/// that is to run with both must not rely on it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StandInFactAttribute : FactAttribute
{
#if UPSTREAM
    public StandInFactAttribute() => Skip = "the package does otherwise";
#endif
}
