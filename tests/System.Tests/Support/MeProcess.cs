using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace MatchingEngine.SystemTests.Support;

/// <summary>
/// A run of <c>me</c> as a process of its own. Its output is collected as it comes; disposing kills it.
/// </summary>
internal sealed class MeProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private MeProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["DOTNET_NOLOGO"] = "1";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Collect(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Collect(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => TextOf(_output);

    public string Error => TextOf(_error);

    /// <summary>Starts <c>me</c> with these arguments.</summary>
    public static MeProcess Start(params IEnumerable<string> arguments) => StartAs([], arguments);

    /// <summary>Starts <c>me</c> behind the words of another command, such as one that limits it.</summary>
    public static MeProcess StartAs(IReadOnlyList<string> launcher, IEnumerable<string> arguments)
    {
        string[] words = [.. launcher, Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet",
            Repository.MeAssembly, .. arguments];
        var start = new ProcessStartInfo(words[0]);
        foreach (string word in words.AsSpan(1))
            start.ArgumentList.Add(word);
        return new MeProcess(start);
    }

    /// <summary>Runs <c>me</c> to its end.</summary>
    public static MeResult Run(params IEnumerable<string> arguments)
    {
        using MeProcess process = Start(arguments);
        int exitCode = process.AwaitExit(TimeSpan.FromSeconds(120));
        return new MeResult(exitCode, process.Output, process.Error);
    }

    /// <summary>The only line of standard output, as JSON.</summary>
    public JsonElement Json() => new MeResult(0, Output, Error).Json();

    /// <summary>Waits for a text on standard error: it comes by another way than standard output and answers do.</summary>
    public void AwaitError(string text) => Until.True(() => Error.Contains(text), $"me says: {text}");

    public int AwaitExit(TimeSpan? limit = null)
    {
        Until.True(() => _process.HasExited, "me ends", limit);
        // Without a limit: returns once the output is read to its end.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Ends it as a power cut of the process would: SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        AwaitExit();
    }

    public void SendTerminate() => Assert.Equal(0, NativeSignals.Kill(Id, NativeSignals.Terminate));

    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(Until.Limit);
        }
        _process.Dispose();
    }

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";

    private static void Collect(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
