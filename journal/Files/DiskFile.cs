using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Journal;

/// <summary>A segment file on disk.</summary>
internal sealed class DiskFile(SafeFileHandle handle) : JournalFile
{
    public override FileOutcome Write(ReadOnlySpan<byte> bytes, long offset, out int written)
    {
        written = 0;
        try
        {
            RandomAccess.Write(handle, bytes, offset);
            written = bytes.Length;
            return FileOutcome.Done;
        }
        catch (IOException e)
        {
            return IOFault.Of(e);
        }
        catch (UnauthorizedAccessException e)
        {
            return IOFault.Of(e);
        }
    }

    public override FileOutcome Sync() => NativeFile.SyncData(handle);

    public override void Dispose() => handle.Dispose();
}
