namespace MatchingEngine.Journal.Tests;

/// <summary>What the operating system itself says, as far as a test can make it say so without rights.</summary>
public class RealDiskTests
{
    [Fact]
    public void Full_device_is_told_from_other_errors()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using DiskFile full = new(File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        Assert.Equal(FileFault.DiskFull, full.Write(new byte[100], 0, out int written).Fault);
        Assert.Equal(0, written);

        using TemporaryDirectory directory = new();
        File.WriteAllBytes(directory.File("a"), new byte[8]);
        using DiskFile readOnly = new(File.OpenHandle(directory.File("a")));
        Assert.Equal(FileFault.Failed, readOnly.Write(new byte[100], 0, out written).Fault);
    }

    [Fact]
    public void Created_file_has_its_size_and_is_all_zeros()
    {
        using TemporaryDirectory directory = new();
        string path = directory.File("new");
        File.WriteAllText(path, "left behind");
        const int size = (3 * 1024 * 1024) + 4096;
        Assert.True(new DiskFileSystem().Create(path, size, out JournalFile? file).IsDone);
        file!.Dispose();
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(size, bytes.Length);
        Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Directory_that_is_not_there_is_a_failure_and_not_a_full_disk()
    {
        using TemporaryDirectory directory = new();
        DiskFileSystem files = new();
        string path = Path.Combine(directory, "none", "file");
        Assert.Equal(FileFault.Failed, files.Create(path, 8192, out _).Fault);
        Assert.Equal(FileFault.Failed, files.Open(path, out _).Fault);
        Assert.Equal(FileFault.Failed, files.Rename(path, path + "2").Fault);
        Assert.Equal(FileFault.Failed, files.SyncDirectory(Path.Combine(directory, "none")).Fault);
    }

    /// <summary>
    /// Large objects bring about collections of the whole heap, which stop every thread: one for each segment would.
    /// </summary>
    [Fact]
    public void New_segment_makes_no_large_object()
    {
        using TemporaryDirectory directory = new();
        DiskFileSystem files = new();
        string path = directory.File("segment");
        Create();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Create();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);

        void Create()
        {
            Assert.True(files.Create(path, 4L << 20, out JournalFile? file).IsDone);
            file!.Dispose();
        }
    }
}
