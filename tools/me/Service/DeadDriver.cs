using System.Diagnostics;
using MatchingEngine.AeronDriver.Inspection;

namespace MatchingEngine.Tools.Service;

/// <summary>What a media driver left behind whose process is gone.</summary>
internal static class DeadDriver
{
    /// <summary>
    /// Whether the driver that made a directory is dead, as after a kill: then it need not be waited for until it has been
    /// silent for long.
    /// </summary>
    public static bool IsIn(string directory)
    {
        try
        {
            using DriverInspector inspector = DriverInspector.Open(directory);
            using Process process = Process.GetProcessById((int)inspector.Pid);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            // No process has this id.
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
