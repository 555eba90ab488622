using System.Runtime.InteropServices;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Makes the names in a directory safe from a failure of the machine: a file that was made and synced is of no use when
/// its name is lost.
/// </summary>
internal static partial class DirectorySync
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Syncs a directory. Where the system has no such call, it keeps names by itself.</summary>
    /// <exception cref="IOException">There is no such directory, or it cannot be synced.</exception>
    public static void Flush(string directory)
    {
        if (!OperatingSystem.IsLinux())
            return;
        int descriptor = Open(directory, ReadOnlyCloseOnExec);
        if (descriptor < 0)
            throw Failure(directory);
        bool isSynced = Sync(descriptor) == 0;
        IOException? failure = isSynced ? null : Failure(directory);
        _ = Close(descriptor);
        if (failure is not null)
            throw failure;
    }

    private static IOException Failure(string directory) =>
        new($"Cannot sync {directory}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
