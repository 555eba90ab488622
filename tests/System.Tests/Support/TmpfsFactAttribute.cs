using System.Diagnostics;

namespace MatchingEngine.SystemTests.Support;

/// <summary>A test that needs a small disk of its own, which only the superuser of a Linux system can make.</summary>
public sealed class TmpfsFactAttribute : FactAttribute
{
    /// <summary>
    /// Mounts a disk of 8 MiB on the directory that is its first argument, seen by the command behind it alone.
    /// </summary>
    public static readonly string[] Launcher =
        ["unshare", "--mount", "sh", "-c", "mount -t tmpfs -o size=8m tmpfs \"$0\" && exec \"$@\""];

    public TmpfsFactAttribute()
    {
        if (!CanMount())
            Skip = "This user can't mount a disk.";
    }

    private static bool CanMount()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var directory = new TempDirectory();
        var start = new ProcessStartInfo(Launcher[0]) { RedirectStandardError = true };
        foreach (string word in (string[])[.. Launcher.AsSpan(1), directory.FullPath, "true"])
            start.ArgumentList.Add(word);
        try
        {
            using Process? trial = Process.Start(start);
            return trial is not null && trial.WaitForExit(Until.Limit) && trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
