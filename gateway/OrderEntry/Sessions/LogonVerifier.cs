using System.Security.Cryptography;

namespace MatchingEngine.OrderEntry;

/// <summary>Proves that a logon was made by who holds the key of the session.</summary>
internal static class LogonVerifier
{
    /// <summary>Bytes of the block that are signed; the signature follows.</summary>
    public const int SignedBytes = 32;

    private static readonly byte[] NoKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>
    /// True when the signature is that of the session. Takes the same time for an unknown session as for a wrong
    /// signature.
    /// </summary>
    /// <param name="definition">The session; null when there is none of that id.</param>
    /// <param name="block">The block of a Negotiate or Establish.</param>
    public static bool IsGenuine(SessionDefinition? definition, ReadOnlySpan<byte> block)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        ReadOnlySpan<byte> key = definition is null ? NoKey : definition.Key;
        HMACSHA256.HashData(key, block[..SignedBytes], expected);
        bool equal = CryptographicOperations.FixedTimeEquals(expected, block.Slice(SignedBytes, expected.Length));
        return equal & definition is { Enabled: true };
    }
}
