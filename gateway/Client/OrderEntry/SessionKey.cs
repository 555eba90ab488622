using System.Security.Cryptography;

namespace MatchingEngine.Client;

/// <summary>
/// The secret that a session shares with the venue. It signs logons with HMAC-SHA-256 and never crosses the wire.
/// Immutable and safe on any thread.
/// </summary>
public sealed class SessionKey
{
    /// <summary>Size of a signature in bytes.</summary>
    public const int SignatureSize = 32;

    /// <summary>Bytes of a logon block that its signature covers: everything before the credentials.</summary>
    public const int SignedSize = 32;

    /// <summary>Shortest key in bytes.</summary>
    public const int MinKeySize = 16;

    private readonly byte[] _key;

    /// <summary>A key from its bytes, which are copied.</summary>
    /// <param name="key">The key, at least <see cref="MinKeySize"/> bytes.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public SessionKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinKeySize)
            throw new ArgumentException($"A session key has at least {MinKeySize} bytes.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>A key from its base64 text, as the operator hands it out.</summary>
    /// <exception cref="FormatException">The text is not base64.</exception>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public static SessionKey FromBase64(string text) => new(Convert.FromBase64String(text));

    /// <summary>Signs a logon block.</summary>
    /// <param name="block">The block, at least <see cref="SignedSize"/> bytes, of which so many are signed.</param>
    /// <param name="signature">Takes <see cref="SignatureSize"/> bytes.</param>
    public void Sign(ReadOnlySpan<byte> block, Span<byte> signature) =>
        HMACSHA256.HashData(_key, block[..SignedSize], signature[..SignatureSize]);

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(SessionKey);
}
