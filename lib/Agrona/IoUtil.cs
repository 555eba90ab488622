using System.IO.MemoryMappedFiles;
using Adaptive.Agrona.Util;

namespace Adaptive.Agrona;

/// <summary>Maps files into memory and looks after directories.</summary>
public static class IoUtil
{
    private const FileShare ShareAll = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>Creates a file and maps it for reading and writing.</summary>
    /// <param name="cncFile">The file; must not exist.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="fillWithZeros">
    /// True to write every byte once, so that the system has to find room for the file now; a new file reads as zeros
    /// in any case.
    /// </param>
    /// <returns>The mapping; the caller disposes it.</returns>
    /// <exception cref="IOException">The file exists or cannot be made.</exception>
    public static MappedByteBuffer MapNewFile(FileInfo cncFile, long length, bool fillWithZeros = true)
    {
        MappedByteBuffer buffer = Map(cncFile.FullName, FileMode.CreateNew, length);
        if (fillWithZeros)
        {
            buffer.FillWithZeros();
        }

        return buffer;
    }

    /// <summary>Maps a file for reading and writing; makes it when it does not exist.</summary>
    /// <param name="cncFile">The file.</param>
    /// <param name="length">Bytes of the file when it is made or shorter.</param>
    /// <returns>The mapping; the caller disposes it.</returns>
    /// <exception cref="IOException">The file cannot be opened or mapped.</exception>
    public static MappedByteBuffer MapNewOrExistingFile(FileInfo cncFile, long length) =>
        Map(cncFile.FullName, FileMode.OpenOrCreate, length);

    /// <summary>Maps a whole file that exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mapMode">What it is used for.</param>
    /// <returns>The mapping; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be mapped.</exception>
    public static MappedByteBuffer MapExistingFile(string path, MapMode mapMode)
    {
        CheckFileExists(path);
        bool readOnly = mapMode == MapMode.ReadOnly;
        using var stream = new FileStream(
            path, FileMode.Open, readOnly ? FileAccess.Read : FileAccess.ReadWrite, ShareAll);
        return new MappedByteBuffer(Open(stream, 0, readOnly), readOnly, 0, stream.Length);
    }

    /// <summary>Maps a whole file that exists for reading and writing.</summary>
    /// <param name="location">The file.</param>
    /// <param name="descriptionLabel">What the file is; stands in the error.</param>
    /// <returns>The mapping; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static MappedByteBuffer MapExistingFile(FileInfo location, string descriptionLabel)
    {
        CheckFileExists(location, descriptionLabel);
        return MapExistingFile(location.FullName, MapMode.ReadWrite);
    }

    /// <summary>Maps a part of a file that exists for reading and writing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>The mapping; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static MappedByteBuffer MapExistingFile(FileInfo path, long offset, long length)
    {
        CheckFileExists(path.FullName);
        using var stream = new FileStream(path.FullName, FileMode.Open, FileAccess.ReadWrite, ShareAll);
        return new MappedByteBuffer(Open(stream, 0, readOnly: false), readOnly: false, offset, length);
    }

    /// <summary>Ends a mapping; nothing when there is none.</summary>
    /// <param name="wrapper">The mapping, or null.</param>
    public static void Unmap(MappedByteBuffer? wrapper) => wrapper?.Dispose();

    /// <summary>Checks that a file exists.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void CheckFileExists(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"missing file: {path}");
        }
    }

    /// <summary>Checks that a file exists.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What the file is; stands in the error.</param>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void CheckFileExists(FileInfo file, string name)
    {
        if (!File.Exists(file.FullName))
        {
            throw new InvalidOperationException($"missing file for {name}: {file.FullName}");
        }
    }

    /// <summary>Makes a directory with its parents when it does not exist.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="descriptionLabel">What the directory is; stands in the error.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void EnsureDirectoryExists(DirectoryInfo directory, string descriptionLabel)
    {
        try
        {
            Directory.CreateDirectory(directory.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot make the {descriptionLabel} directory {directory.FullName}: {e.Message}", e);
        }
    }

    /// <summary>Deletes a directory with everything in it; nothing when it does not exist.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="b">True to ignore failures.</param>
    /// <exception cref="IOException">It cannot be deleted, and failures are not ignored.</exception>
    public static void Delete(DirectoryInfo directory, bool b)
    {
        try
        {
            if (Directory.Exists(directory.FullName))
            {
                Directory.Delete(directory.FullName, recursive: true);
            }
        }
        catch (Exception e) when (b && e is IOException or UnauthorizedAccessException)
        {
            // Asked for by the caller.
        }
    }

    private static MappedByteBuffer Map(string path, FileMode mode, long length)
    {
        using var stream = new FileStream(path, mode, FileAccess.ReadWrite, ShareAll);
        return new MappedByteBuffer(Open(stream, length, readOnly: false), readOnly: false, 0, length);
    }

    private static MemoryMappedFile Open(FileStream stream, long capacity, bool readOnly) =>
        MemoryMappedFile.CreateFromFile(
            stream,
            mapName: null,
            Math.Max(capacity, stream.Length),
            readOnly ? MemoryMappedFileAccess.Read : MemoryMappedFileAccess.ReadWrite,
            HandleInheritability.None,
            leaveOpen: true);
}
