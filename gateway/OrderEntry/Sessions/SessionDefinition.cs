using System.Security.Cryptography;

namespace MatchingEngine.OrderEntry;

/// <summary>A session as the operator set it up. Immutable.</summary>
public sealed class SessionDefinition
{
    /// <summary>Shortest key, bytes.</summary>
    public const int KeyBytesMin = 16;

    /// <summary>Longest key, bytes: more than the block of the hash would be hashed down again.</summary>
    public const int KeyBytesMax = 64;

    private readonly byte[] _key;

    /// <summary>Makes a definition.</summary>
    /// <param name="sessionId">1 and up.</param>
    /// <param name="name">What people call the session; 1 to 64 characters.</param>
    /// <param name="key">Key of the session, <see cref="KeyBytesMin"/> to <see cref="KeyBytesMax"/> bytes;
    /// copied.</param>
    /// <param name="enabled">False refuses every logon.</param>
    /// <param name="role">What the session is there for.</param>
    /// <param name="settings">What it may do; null leaves that as it is.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public SessionDefinition(
        uint sessionId,
        string name,
        ReadOnlySpan<byte> key,
        bool enabled = true,
        SessionRole role = SessionRole.Trader,
        SessionTerms? settings = null)
    {
        if (sessionId == 0)
            throw new ArgumentException("sessionId must be 1 or more.", nameof(sessionId));
        if (string.IsNullOrWhiteSpace(name) || name.Length > 64)
            throw new ArgumentException($"The name of session {sessionId} must have 1 to 64 characters.", nameof(name));
        if (key.Length < KeyBytesMin || key.Length > KeyBytesMax)
            throw new ArgumentException(
                $"The key of session {sessionId} must have {KeyBytesMin} to {KeyBytesMax} bytes, it has {key.Length}.",
                nameof(key));
        SessionId = sessionId;
        Name = name;
        Enabled = enabled;
        Role = role;
        Settings = settings;
        _key = key.ToArray();
    }

    /// <summary>Id of the session, 1 and up.</summary>
    public uint SessionId { get; }

    /// <summary>What people call the session.</summary>
    public string Name { get; }

    /// <summary>Whether the session may log on.</summary>
    public bool Enabled { get; }

    /// <summary>What the session is there for.</summary>
    public SessionRole Role { get; }

    /// <summary>What it may do, and what happens when it is disconnected; null leaves that as it is.</summary>
    public SessionTerms? Settings { get; }

    /// <summary>Key of the session.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>Makes a definition with a fresh random key of 32 bytes.</summary>
    /// <param name="sessionId">1 and up.</param>
    /// <param name="name">What people call the session; 1 to 64 characters.</param>
    /// <param name="role">What the session is there for.</param>
    /// <param name="settings">What it may do; null leaves that as it is.</param>
    public static SessionDefinition WithRandomKey(
        uint sessionId, string name, SessionRole role = SessionRole.Trader, SessionTerms? settings = null) =>
        new(sessionId, name, RandomNumberGenerator.GetBytes(32), enabled: true, role, settings);
}
