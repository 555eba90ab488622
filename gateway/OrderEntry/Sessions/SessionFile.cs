using System.Text.Json;
using System.Text.Json.Serialization;
using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The file of sessions and their keys:
/// <code>
/// { "sessions": [ { "sessionId": 1, "name": "alpha", "key": "base64, 16 to 64 bytes", "enabled": true,
///     "role": "trader", "maxOpenOrders": 1000, "cancelOnDisconnect": "allOrders" } ] }
/// </code>
/// The role is <c>trader</c> unless it is <c>operator</c>; the last two may be left out, which leaves them as they are.
/// Keys are secrets: on Unix a file that group or others can touch is refused. There are no default sessions.
/// </summary>
public static partial class SessionFile
{
    private const UnixFileMode Foreign =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads a session file.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="SessionFileException">Missing, readable by others, not in the form above, or with a key too
    /// short.</exception>
    public static SessionDirectory Load(string path)
    {
        RequirePrivate(path);
        Document document = Parse(path);
        try
        {
            return new SessionDirectory(document.Sessions.Select(ToDefinition));
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException)
        {
            throw new SessionFileException($"Session file {path}: {problem.Message}", problem);
        }
    }

    /// <summary>Writes a new session file that only its owner can read.</summary>
    /// <param name="path">Where; there must be no file yet.</param>
    /// <param name="sessions">What goes in.</param>
    /// <exception cref="IOException">The file is there already, or can't be written.</exception>
    public static void Create(string path, IEnumerable<SessionDefinition> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var entries = sessions.Select(session => new Entry
        {
            SessionId = session.SessionId,
            Name = session.Name,
            Key = Convert.ToBase64String(session.Key),
            Enabled = session.Enabled,
            Role = NameOf(session.Role),
            MaxOpenOrders = session.Settings?.MaxOpenOrders,
            CancelOnDisconnect = session.Settings?.CancelOnDisconnect is { } which ? NameOf(which) : null,
        });
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // It has its name only when it is whole: a start that breaks off here leaves no file that stops the next one.
        string unfinished = path + ".new";
        File.Delete(unfinished);
        try
        {
            using (var stream = new FileStream(unfinished, options))
            {
                JsonSerializer.Serialize(
                    stream, new Document { Sessions = [.. entries] }, SessionFileJson.Default.Document);
                stream.WriteByte((byte)'\n');
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void RequirePrivate(string path)
    {
        if (!File.Exists(path))
            throw new SessionFileException($"There is no session file {path}.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Foreign) != 0)
            throw new SessionFileException(
                $"Session file {path} holds keys and is open to group or others. Run: chmod 600 {path}");
    }

    private static Document Parse(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, SessionFileJson.Default.Document)
                ?? throw new SessionFileException($"Session file {path} is empty.");
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SessionFileException($"Session file {path}: {problem.Message}", problem);
        }
    }

    private static SessionDefinition ToDefinition(Entry? entry)
    {
        if (entry is null)
            throw new FormatException("one of the sessions is null.");
        byte[] key;
        try
        {
            key = Convert.FromBase64String(entry.Key);
        }
        catch (FormatException problem)
        {
            throw new FormatException($"The key of session {entry.SessionId} is not base64.", problem);
        }
        CancelOnDisconnect? onDisconnect = entry.CancelOnDisconnect is { } name
            ? Find<CancelOnDisconnect>(entry, "cancelOnDisconnect", name)
            : null;
        SessionTerms? settings = onDisconnect is null && entry.MaxOpenOrders is null
            ? null
            : new SessionTerms(entry.MaxOpenOrders, onDisconnect);
        SessionRole role = Find<SessionRole>(entry, "role", entry.Role);
        return new SessionDefinition(entry.SessionId, entry.Name, key, entry.Enabled, role, settings);
    }

    /// <summary>Names in the file begin with a small letter, as JSON has it; any case is read.</summary>
    private static string NameOf<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static TEnum Find<TEnum>(Entry entry, string field, string name) where TEnum : struct, Enum
    {
        TEnum[] known = [.. Enum.GetValues<TEnum>().Where(each => each.ToString() != "NULL_VALUE")];
        foreach (TEnum value in known)
        {
            if (value.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        string names = string.Join(", ", known.Select(NameOf));
        throw new FormatException($"Session {entry.SessionId}: {field} is one of {names}, not {name}.");
    }

    internal sealed class Document
    {
        [JsonRequired]
        public List<Entry?> Sessions { get; set; } = [];
    }

    internal sealed class Entry
    {
        [JsonRequired]
        public uint SessionId { get; set; }

        [JsonRequired]
        public string Name { get; set; } = "";

        [JsonRequired]
        public string Key { get; set; } = "";

        public bool Enabled { get; set; } = true;

        public string Role { get; set; } = NameOf(SessionRole.Trader);

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public uint? MaxOpenOrders { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? CancelOnDisconnect { get; set; }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true)]
    [JsonSerializable(typeof(Document))]
    internal sealed partial class SessionFileJson : JsonSerializerContext;
}
