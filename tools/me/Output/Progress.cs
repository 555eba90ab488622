using Spectre.Console;

namespace MatchingEngine.Tools.Output;

/// <summary>Progress of long work on standard error: a bar when it is a terminal, else nothing.</summary>
internal static class Progress
{
    private const long RefreshMillis = 100;

    /// <summary>Runs the work, which tells how many of its units are done as often as it likes.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="total">How many units there are; 0 when nobody knows.</param>
    /// <param name="work">The work.</param>
    public static T Run<T>(string title, long total, Func<Action<long>, T> work)
    {
        if (Console.IsErrorRedirected)
            return work(static _ => { });
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) };
        IAnsiConsole console = AnsiConsole.Create(settings);
        T? result = default;
        console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask(title, maxValue: Math.Max(1, total));
            task.IsIndeterminate = total <= 0;
            long nextRefresh = 0;
            result = work(done =>
            {
                long now = Environment.TickCount64;
                if (now < nextRefresh)
                    return;
                nextRefresh = now + RefreshMillis;
                task.Description = $"{title}: {done:N0}";
                task.Value = Math.Min(done, task.MaxValue);
            });
        });
        return result!;
    }
}
