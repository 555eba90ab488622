namespace MatchingEngine.Core;

/// <summary>
/// Odd factors for hash tables of keys that clients choose. The upper bits of key times factor, the factor being
/// secret, make any two keys collide as seldom as chance would (multiply-shift hashing is universal): whoever does not
/// know the seed cannot choose keys that collide.
/// </summary>
internal static class SecretFactor
{
    /// <summary>The factor that belongs to a seed; neighbouring seeds give factors with nothing in common.</summary>
    public static ulong Of(ulong seed)
    {
        ulong x = seed + 0x9E37_79B9_7F4A_7C15;
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
        return x ^ (x >> 31) | 1;
    }
}
