using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Threads;

/// <summary>Decides what a thread does after a turn. Used by one thread.</summary>
internal sealed unsafe partial class IdleWaiter(DriverIdle kind, long maxParkNanos)
{
    private const int MaxSpins = 10;
    private const int MaxYields = 20;
    private const long MinParkNanos = 8_000;
    private const int ParkGrowth = 4;
    private const int SetTimerSlack = 29;

    private static readonly bool HasFineSleep = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    private int _turns;
    private long _parkNanos = MinParkNanos;

    /// <summary>
    /// To be called on the thread that waits: unless told otherwise, Linux lets each short sleep last 50 microseconds longer
    /// than it was to.
    /// </summary>
    public static void SleepPrecisely()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = ProcessControl(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    public void Wait(int work)
    {
        if (work > 0)
        {
            _turns = 0;
            _parkNanos = MinParkNanos;
            return;
        }

        switch (kind)
        {
            case DriverIdle.Spin:
                Thread.SpinWait(1);
                break;

            case DriverIdle.Yield:
                Thread.Yield();
                break;

            default:
                BackOff();
                break;
        }
    }

    private void BackOff()
    {
        _turns++;
        if (_turns <= MaxSpins)
        {
            Thread.SpinWait(4);
        }
        else if (_turns <= MaxSpins + MaxYields)
        {
            Thread.Yield();
        }
        else
        {
            Park(_parkNanos);
            _parkNanos = Math.Min(_parkNanos * ParkGrowth, maxParkNanos);
        }
    }

    private static void Park(long nanos)
    {
        if (HasFineSleep)
        {
            var time = new TimeSpec { Seconds = 0, Nanos = nanos };
            _ = NanoSleep(&time, null);
        }
        else
        {
            Thread.Sleep(1);
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(TimeSpec* requested, TimeSpec* remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanos;
    }
}
