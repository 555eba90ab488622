using System.Text.Json;

namespace MatchingEngine.SystemTests.Support;

/// <summary>What a run of <c>me</c> came to.</summary>
internal sealed record MeResult(int ExitCode, string Output, string Error)
{
    /// <summary>The one line of standard output, as JSON.</summary>
    public JsonElement Json()
    {
        string[] lines = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == 1, $"Standard output has {lines.Length} lines, not one: {Output}{Error}");
        return JsonDocument.Parse(lines[0]).RootElement;
    }
}
