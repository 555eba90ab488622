using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Journal;

/// <summary>The calls of the operating system that .NET has no name for.</summary>
internal static partial class NativeFile
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;
    private const int DontNeed = 4;
    private const int NotSupported = 95;

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
    /// Takes the space of a file, so that a full disk shows before anything is written and the file lies in one piece.
    /// On Linux only; a file system that can't is no error. .NET can do this too, but then does not tell a full disk
    /// from other errors.
    /// </summary>
    public static FileOutcome Reserve(SafeFileHandle handle, long size)
    {
        if (!OperatingSystem.IsLinux())
            return FileOutcome.Done;
        int error;
        do
            error = posix_fallocate(handle, 0, size);
        while (error == Interrupted);
        return error is 0 or InvalidArgument or NotSupported
            ? FileOutcome.Done
            : IOFault.Of(error, Marshal.GetPInvokeErrorMessage(error));
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

    /// <summary>
    /// Drops the synced bytes of a file from memory, so that the next read is one of the device. A hint, on Linux only.
    /// </summary>
    public static void Forget(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux())
            _ = posix_fadvise(handle, 0, 0, DontNeed);
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

    [LibraryImport("libc")]
    private static partial int posix_fallocate(SafeFileHandle descriptor, long offset, long size);

    [LibraryImport("libc")]
    private static partial int posix_fadvise(SafeFileHandle descriptor, long offset, long length, int advice);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
