using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// A position on disk. Two places are written in turn, each with a checksum: a write that breaks off leaves the other
/// one, which is one fill older. Open to one process at a time. Writing allocates nothing.
/// </summary>
/// <remarks>
/// A place, 64 bytes at 0 and at 4,096, little-endian: "MEDRPCPY", version 1 (4 bytes), 0 (4), generation (8),
/// FeedEpoch (8), last ApplSeqNum (8), 0 (16), CRC-32C of all before (8).
/// </remarks>
internal sealed class CheckpointFile : IDisposable
{
    private const ulong Magic = 0x5950_4350_5244_454D;
    private const uint Version = 1;
    private const int PlaceSize = 64;
    private const int SecondPlace = 4_096;
    private const int ChecksumOffset = 56;

    private readonly SafeFileHandle _file;
    private readonly byte[] _place = new byte[PlaceSize];
    private ulong _generation;

    /// <summary>Opens or makes the file; the name of a new one is synced.</summary>
    /// <exception cref="IOException">It cannot be opened, or another process has it.</exception>
    /// <exception cref="InvalidDataException">It is no checkpoint, or both places are damaged.</exception>
    public CheckpointFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Position = Read(path);
            if (RandomAccess.GetLength(_file) == 0)
                KeepName(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The position; null when nothing was written yet.</summary>
    public DropCopyPosition? Position { get; private set; }

    public void Write(DropCopyPosition position)
    {
        Span<byte> place = _place;
        place.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(place, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(place[8..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(place[16..], _generation + 1);
        BinaryPrimitives.WriteUInt64LittleEndian(place[24..], position.FeedEpoch);
        BinaryPrimitives.WriteUInt64LittleEndian(place[32..], position.LastSeqNum);
        BinaryPrimitives.WriteUInt64LittleEndian(place[ChecksumOffset..], ChecksumOf(place));
        RandomAccess.Write(_file, place, OffsetOf(_generation + 1));
        _generation++;
        Position = position;
    }

    /// <summary>Makes what was written safe from a failure of the machine.</summary>
    public void Sync() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();

    private static void KeepName(string path)
    {
        string? directory = Path.GetDirectoryName(Path.GetFullPath(path));
        if (directory is not null)
            DirectorySync.Flush(directory);
    }

    private static long OffsetOf(ulong generation) => (generation & 1) == 0 ? SecondPlace : 0;

    private DropCopyPosition? Read(string path)
    {
        long length = RandomAccess.GetLength(_file);
        if (length == 0)
            return null;
        DropCopyPosition? found = null;
        foreach (long offset in (long[])[0, SecondPlace])
        {
            Span<byte> place = _place;
            if (RandomAccess.Read(_file, place, offset) != PlaceSize || !IsWhole(place))
                continue;
            ulong generation = BinaryPrimitives.ReadUInt64LittleEndian(place[16..]);
            if (generation <= _generation || OffsetOf(generation) != offset)
                continue;
            _generation = generation;
            found = new DropCopyPosition(
                BinaryPrimitives.ReadUInt64LittleEndian(place[24..]),
                BinaryPrimitives.ReadUInt64LittleEndian(place[32..]));
        }
        // The very first write may have broken off: then nothing was handled that it speaks of.
        return found ?? (length < PlaceSize ? null : throw new InvalidDataException(
            $"{path} is no checkpoint, or damaged. Restore it, or remove it and begin at a fill of your choice."));
    }

    private static bool IsWhole(ReadOnlySpan<byte> place) =>
        BinaryPrimitives.ReadUInt64LittleEndian(place) == Magic
        && BinaryPrimitives.ReadUInt32LittleEndian(place[8..]) == Version
        && BinaryPrimitives.ReadUInt64LittleEndian(place[ChecksumOffset..]) == ChecksumOf(place);

    private static ulong ChecksumOf(ReadOnlySpan<byte> place)
    {
        uint checksum = uint.MaxValue;
        for (int offset = 0; offset < ChecksumOffset; offset += sizeof(ulong))
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(place[offset..]));
        return ~checksum;
    }
}
