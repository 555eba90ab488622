namespace MatchingEngine.Journal;

/// <summary>Tells a full disk, which may be over soon, from every other error.</summary>
internal static class IOFault
{
    private const int NoSpace = 28;
    private const int LinuxQuota = 122;
    private const int DarwinQuota = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static FileOutcome Of(Exception error) =>
        new(IsDiskFull(error.HResult) ? FileFault.DiskFull : FileFault.Failed, error.Message);

    private static bool IsDiskFull(int code) =>
        OperatingSystem.IsWindows() ? code is WindowsDiskFull or WindowsHandleDiskFull
        : OperatingSystem.IsMacOS() ? code is NoSpace or DarwinQuota or WindowsDiskFull
        : code is NoSpace or LinuxQuota or WindowsDiskFull;
}
