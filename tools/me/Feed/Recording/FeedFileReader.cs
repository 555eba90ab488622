using System.Buffers.Binary;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed.Recording;

/// <summary>Reads a recorded feed. One thread.</summary>
internal sealed class FeedFileReader : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly byte[] _block = new byte[FeedFileFormat.MaxBlockSize];
    private int _length;
    private int _at;

    /// <exception cref="InvalidDataException">The file is no recorded feed.</exception>
    public FeedFileReader(string path)
    {
        _path = path;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> header = stackalloc byte[FeedFileFormat.HeaderSize];
        if (_file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            || BinaryPrimitives.ReadUInt64LittleEndian(header) != FeedFileFormat.Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(header[FeedFileFormat.HeaderChecksumOffset..])
                != FeedFileFormat.ChecksumOf(header[..FeedFileFormat.HeaderChecksumOffset]))
        {
            _file.Dispose();
            throw new InvalidDataException($"{path} is no recorded feed.");
        }
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        ushort schemaId = BinaryPrimitives.ReadUInt16LittleEndian(header[16..]);
        if (version != FeedFileFormat.Version || schemaId != HeartbeatBlock.SchemaId)
        {
            _file.Dispose();
            throw new InvalidDataException($"{path} is of format {version}, schema {schemaId}, not known here.");
        }
        StartNanos = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
    }

    /// <summary>Start of the recording in nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public long StartNanos { get; }

    /// <summary>Whether the recording breaks off in its last block; all before it is good.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Reads the next packet.</summary>
    /// <exception cref="InvalidDataException">A block that is not the last is damaged.</exception>
    public bool TryRead(out RecordedPacket packet)
    {
        packet = default;
        if (_at == _length && !TryReadBlock())
            return false;
        Span<byte> place = _block.AsSpan(_at, _length - _at);
        if (place.Length < FeedFileFormat.PacketHeaderSize)
            throw Damaged();
        int length = BinaryPrimitives.ReadUInt16LittleEndian(place[14..]);
        int whole = FeedFileFormat.PacketHeaderSize + FeedFileFormat.Align(length);
        if (whole > place.Length)
            throw Damaged();
        packet = new RecordedPacket(
            (FeedStream)place[12],
            BinaryPrimitives.ReadInt32LittleEndian(place[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(place),
            place.Slice(FeedFileFormat.PacketHeaderSize, length));
        _at += whole;
        return true;
    }

    public void Dispose() => _file.Dispose();

    private bool TryReadBlock()
    {
        _at = _length = 0;
        Span<byte> header = stackalloc byte[FeedFileFormat.BlockHeaderSize];
        int read = _file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read == 0)
            return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        if (read < header.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != FeedFileFormat.BlockMagic
            || length is <= 0 or > FeedFileFormat.MaxBlockSize)
            return Torn(read < header.Length || _file.Position == _file.Length);
        Span<byte> content = _block.AsSpan(0, length);
        bool isWhole = _file.ReadAtLeast(content, length, throwOnEndOfStream: false) == length;
        if (!isWhole || BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != FeedFileFormat.ChecksumOf(content))
            return Torn(_file.Position == _file.Length);
        _length = length;
        return true;
    }

    private bool Torn(bool isAtEnd)
    {
        if (!isAtEnd)
            throw Damaged();
        IsTorn = true;
        return false;
    }

    private InvalidDataException Damaged() => new($"{_path} is damaged before offset {_file.Position}.");
}

/// <summary>A recorded packet.</summary>
internal readonly ref struct RecordedPacket(
    FeedStream stream, int source, long nanosSinceStart, ReadOnlySpan<byte> bytes)
{
    /// <summary>Its stream.</summary>
    public FeedStream Stream { get; } = stream;

    /// <summary>Aeron session id of its publication.</summary>
    public int Source { get; } = source;

    /// <summary>When it was received.</summary>
    public long NanosSinceStart { get; } = nanosSinceStart;

    /// <summary>The packet; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
