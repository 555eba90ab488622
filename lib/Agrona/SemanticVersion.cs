namespace Adaptive.Agrona;

/// <summary>A version as one number: major in bits 16 to 23, minor in 8 to 15, patch in 0 to 7.</summary>
public static class SemanticVersion
{
    /// <summary>Packs a version.</summary>
    /// <param name="major">0 to 255.</param>
    /// <param name="minor">0 to 255.</param>
    /// <param name="patch">0 to 255.</param>
    /// <returns>The packed version.</returns>
    /// <exception cref="ArgumentException">A part is out of range, or all are 0.</exception>
    public static int Compose(int major, int minor, int patch)
    {
        Check(major, nameof(major));
        Check(minor, nameof(minor));
        Check(patch, nameof(patch));
        if (major + minor + patch == 0)
        {
            throw new ArgumentException("a version cannot be all zero");
        }

        return (major << 16) | (minor << 8) | patch;
    }

    /// <summary>The major part of a packed version.</summary>
    /// <param name="version">The packed version.</param>
    /// <returns>0 to 255.</returns>
    public static int Major(int version) => (version >> 16) & 0xFF;

    /// <summary>The minor part of a packed version.</summary>
    /// <param name="version">The packed version.</param>
    /// <returns>0 to 255.</returns>
    public static int Minor(int version) => (version >> 8) & 0xFF;

    /// <summary>The patch part of a packed version.</summary>
    /// <param name="version">The packed version.</param>
    /// <returns>0 to 255.</returns>
    public static int Patch(int version) => version & 0xFF;

    /// <summary>The version as text.</summary>
    /// <param name="version">The packed version.</param>
    /// <returns>major.minor.patch</returns>
    public static string ToString(int version) => $"{Major(version)}.{Minor(version)}.{Patch(version)}";

    private static void Check(int part, string name)
    {
        if (part is < 0 or > 255)
        {
            throw new ArgumentException($"must be 0 to 255: {part}", name);
        }
    }
}
