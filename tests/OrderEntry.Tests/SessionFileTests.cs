using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public sealed class SessionFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("sessions-").FullName;

    private string FilePath => Path.Combine(_folder, "sessions.json");

    [Fact]
    public void File_that_was_created_is_read_back_and_is_private()
    {
        SessionDefinition alpha = SessionDefinition.WithRandomKey(1, "alpha");
        var beta = new SessionDefinition(2, "beta", new byte[16], enabled: false);
        SessionFile.Create(FilePath, [alpha, beta]);

        SessionDirectory directory = SessionFile.Load(FilePath);

        Assert.Equal(2, directory.Sessions.Count);
        Assert.True(directory.TryGet(1, out SessionDefinition? first));
        Assert.Equal(alpha.Key.ToArray(), first.Key.ToArray());
        Assert.Equal(("alpha", true), (first.Name, first.Enabled));
        Assert.True(directory.TryGet(2, out SessionDefinition? second));
        Assert.False(second.Enabled);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Private, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Role_and_settings_are_read_back()
    {
        var settings = new SessionTerms(7, CancelOnDisconnect.DayOrders);
        SessionFile.Create(
            FilePath,
            [
                SessionDefinition.WithRandomKey(1, "desk", settings: settings),
                SessionDefinition.WithRandomKey(2, "ops", SessionRole.Operator),
            ]);

        SessionDirectory directory = SessionFile.Load(FilePath);

        Assert.True(directory.TryGet(1, out SessionDefinition? desk));
        Assert.Equal((SessionRole.Trader, settings), (desk.Role, desk.Settings));
        Assert.True(directory.TryGet(2, out SessionDefinition? ops));
        Assert.Equal((SessionRole.Operator, null), (ops.Role, ops.Settings));
    }

    [Theory]
    [InlineData("\"maxOpenOrders\": 5", 5u, null)]
    [InlineData("\"cancelOnDisconnect\": \"allorders\"", null, CancelOnDisconnect.AllOrders)]
    public void Setting_that_is_left_out_is_left_as_it_is(
        string field, uint? maxOpenOrders, CancelOnDisconnect? onDisconnect)
    {
        Write(
            $$"""
            { "sessions": [ { "sessionId": 1, "name": "a", "key": "AAAAAAAAAAAAAAAAAAAAAA==", {{field}} } ] }
            """, Private);

        Assert.Equal(
            new SessionTerms(maxOpenOrders, onDisconnect), SessionFile.Load(FilePath).Sessions.Single().Settings);
    }

    [Theory]
    [InlineData("\"role\": \"boss\"", "role is one of trader, operator, not boss")]
    [InlineData("\"cancelOnDisconnect\": \"some\"", "one of none, allOrders, dayOrders, not some")]
    [InlineData("\"cancelOnDisconnect\": \"null_value\"", "one of none, allOrders, dayOrders, not null_value")]
    [InlineData("\"maxOpenOrders\": -1", "maxOpenOrders")]
    public void Role_or_setting_that_is_none_is_refused_with_those_there_are(string field, string reason)
    {
        Write(
            $$"""
            { "sessions": [ { "sessionId": 1, "name": "a", "key": "AAAAAAAAAAAAAAAAAAAAAA==", {{field}} } ] }
            """, Private);

        SessionFileException problem = Assert.Throws<SessionFileException>(() => SessionFile.Load(FilePath));

        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_keys_differ()
    {
        Assert.NotEqual(
            SessionDefinition.WithRandomKey(1, "a").Key.ToArray(),
            SessionDefinition.WithRandomKey(1, "a").Key.ToArray());
    }

    [Fact]
    public void File_that_is_there_is_not_overwritten()
    {
        Write("{}", Private);
        Assert.Throws<IOException>(() => SessionFile.Create(FilePath, []));
    }

    [Fact]
    public void File_that_could_not_be_written_whole_is_not_there()
    {
        Assert.Throws<IOException>(() => SessionFile.Create(FilePath, BreakingOff()));
        Assert.Empty(Directory.GetFiles(_folder));

        static IEnumerable<SessionDefinition> BreakingOff()
        {
            yield return SessionDefinition.WithRandomKey(1, "alpha");
            throw new IOException("No space left on device");
        }
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void File_that_others_can_touch_is_refused_with_what_to_do(UnixFileMode foreign)
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("""{ "sessions": [] }""", Private | foreign);

        SessionFileException problem = Assert.Throws<SessionFileException>(() => SessionFile.Load(FilePath));

        Assert.Contains($"chmod 600 {FilePath}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_not_there_is_named()
    {
        SessionFileException problem = Assert.Throws<SessionFileException>(() => SessionFile.Load(FilePath));
        Assert.Contains(FilePath, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("null", "empty")]
    [InlineData("{}", "sessions")]
    [InlineData("""{ "sessions": null }""", "sessions")]
    [InlineData("""{ "sessions": [ null ] }""", "null")]
    [InlineData("""{ "sessions": [ { "sessionId": 1, "name": "a", "key": null } ] }""", "key")]
    [InlineData(
        """
        { "sessions": [ { "sessionId": 1, "name": "a", "key": "AAAAAAAAAAAAAAAAAAAAAA==", "role": null } ] }
        """,
        "role")]
    [InlineData(
        """
        { "sessions": [ { "sessionId": 1, "name": "a", "key": "AAAAAAAAAAAAAAAAAAAAAA==",
                          "enabled": false, "enabled": true } ] }
        """,
        "enabled")]
    [InlineData("""{ "sessions": [ { "sessionId": 1, "name": "a" } ] }""", "key")]
    [InlineData("""{ "sessions": [ { "sessionId": 1, "name": "a", "key": "AAAA" } ] }""", "16 to 64 bytes, it has 3")]
    [InlineData("""{ "sessions": [ { "sessionId": 1, "name": "a", "key": "%%%" } ] }""", "not base64")]
    [InlineData("""{ "sessions": [ { "sessionId": 0, "name": "a", "key": "AAAAAAAAAAAAAAAAAAAAAA==" } ] }""", "Id")]
    [InlineData("""{ "sessions": [ { "sessionId": 1, "name": " ", "key": "AAAAAAAAAAAAAAAAAAAAAA==" } ] }""", "name")]
    [InlineData("""{ "sessions": [], "sesions": [] }""", "sesions")]
    [InlineData(
        """
        { "sessions": [ { "sessionId": 1, "name": "a", "key": "AAAAAAAAAAAAAAAAAAAAAA==" },
                        { "sessionId": 1, "name": "b", "key": "AAAAAAAAAAAAAAAAAAAAAA==" } ] }
        """,
        "twice")]
    public void File_with_a_mistake_is_refused_with_its_reason(string text, string reason)
    {
        Write(text, Private);

        SessionFileException problem = Assert.Throws<SessionFileException>(() => SessionFile.Load(FilePath));

        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_is_enabled_unless_the_file_says_otherwise()
    {
        Write("""{ "sessions": [ { "sessionId": 1, "name": "a", "key": "AAAAAAAAAAAAAAAAAAAAAA==" } ] }""", Private);

        Assert.True(SessionFile.Load(FilePath).Sessions.Single().Enabled);
    }

    [Fact]
    public void Directory_has_a_limit()
    {
        IEnumerable<SessionDefinition> sessions = Enumerable.Range(1, SessionDirectory.SessionsMax + 1)
            .Select(id => new SessionDefinition((uint)id, "a", new byte[16]));

        Assert.Throws<ArgumentException>(() => new SessionDirectory(sessions));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string text, UnixFileMode mode)
    {
        File.WriteAllText(FilePath, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FilePath, mode);
    }
}
