namespace MatchingEngine.Journal;

/// <summary>Tells a full disk, which may be over soon, from every other error.</summary>
internal static class IOFault
{
    private const int NoSpace = 28;
    private const int LinuxQuota = 122;
    private const int DarwinQuota = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>The outcome that an exception stands for: its result code is the operating system's.</summary>
    public static FileOutcome Of(Exception error) => Of(error.HResult, error.Message);

    /// <summary>The outcome that an error code of the operating system stands for.</summary>
    public static FileOutcome Of(int code, string reason) =>
        new(IsDiskFull(code) ? FileFault.DiskFull : FileFault.Failed, reason);

    private static bool IsDiskFull(int code) =>
        OperatingSystem.IsWindows() ? code is WindowsDiskFull or WindowsHandleDiskFull
        : OperatingSystem.IsMacOS() ? code is NoSpace or DarwinQuota
        : code is NoSpace or LinuxQuota;
}
