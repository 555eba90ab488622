using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Journal;

/// <summary>The calls of the operating system that .NET has no name for.</summary>
internal static partial class NativeFile
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;

    /// <summary>
    /// Brings the bytes of a file to the device. On Linux without its times, which saves a write of metadata; elsewhere
    /// as .NET does it.
    /// </summary>
    public static FileOutcome SyncData(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
            return FlushToDisk(handle);
        while (fdatasync(handle) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                return new FileOutcome(FileFault.Failed, "Sync failed: " + Marshal.GetPInvokeErrorMessage(error));
        }

        return FileOutcome.Done;
    }

    /// <summary>
    /// Brings the names in a directory to the device. Windows does so by itself and has no call for it.
    /// </summary>
    public static FileOutcome SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return FileOutcome.Done;
        int descriptor = open(directory, ReadOnly);
        if (descriptor < 0)
            return DirectoryFault(Marshal.GetLastPInvokeError());
        int result = fsync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        return result == 0 ? FileOutcome.Done : DirectoryFault(error);
    }

    private static FileOutcome FlushToDisk(SafeFileHandle handle)
    {
        try
        {
            RandomAccess.FlushToDisk(handle);
            return FileOutcome.Done;
        }
        catch (IOException e)
        {
            return new FileOutcome(FileFault.Failed, "Sync failed: " + e.Message);
        }
    }

    private static FileOutcome DirectoryFault(int error) =>
        new(FileFault.Failed, "Sync of the directory failed: " + Marshal.GetPInvokeErrorMessage(error));

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
