using System.Buffers.Binary;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed.Recording;

/// <summary>Writes a recorded feed. One thread. Allocates nothing once it is made.</summary>
internal sealed class FeedFileWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _block = new byte[FeedFileFormat.BlockHeaderSize + FeedFileFormat.MaxBlockSize];
    private int _length;

    /// <param name="path">The file; one that is there is an error.</param>
    /// <param name="startNanos">Start of the recording in nanoseconds since 1970-01-01T00:00:00Z.</param>
    public FeedFileWriter(string path, long startNanos)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Span<byte> header = stackalloc byte[FeedFileFormat.HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, FeedFileFormat.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], FeedFileFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], FeedFileFormat.HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], HeartbeatBlock.SchemaId);
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], HeartbeatBlock.SchemaVersion);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], startNanos);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header[FeedFileFormat.HeaderChecksumOffset..],
            FeedFileFormat.ChecksumOf(header[..FeedFileFormat.HeaderChecksumOffset]));
        _file.Write(header);
    }

    /// <summary>Packets written.</summary>
    public long PacketCount { get; private set; }

    /// <summary>Bytes of these packets.</summary>
    public long ByteCount { get; private set; }

    public void Add(FeedStream stream, int source, long nanosSinceStart, ReadOnlySpan<byte> packet)
    {
        if (packet.Length > FeedPacketReader.MaxPacketLength)
            throw new InvalidDataException($"A packet of {packet.Length} bytes is none of the feed.");
        int length = FeedFileFormat.PacketHeaderSize + FeedFileFormat.Align(packet.Length);
        if (_length + length > FeedFileFormat.MaxBlockSize)
            Flush();
        Span<byte> place = _block.AsSpan(FeedFileFormat.BlockHeaderSize + _length, length);
        place.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(place, nanosSinceStart);
        BinaryPrimitives.WriteInt32LittleEndian(place[8..], source);
        place[12] = (byte)stream;
        BinaryPrimitives.WriteUInt16LittleEndian(place[14..], (ushort)packet.Length);
        packet.CopyTo(place[FeedFileFormat.PacketHeaderSize..]);
        _length += length;
        PacketCount++;
        ByteCount += packet.Length;
    }

    /// <summary>Gives the block to the system.</summary>
    public void Flush()
    {
        if (_length == 0)
            return;
        Span<byte> block = _block.AsSpan(0, FeedFileFormat.BlockHeaderSize + _length);
        block[..FeedFileFormat.BlockHeaderSize].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(block, FeedFileFormat.BlockMagic);
        BinaryPrimitives.WriteInt32LittleEndian(block[4..], _length);
        BinaryPrimitives.WriteUInt32LittleEndian(
            block[8..], FeedFileFormat.ChecksumOf(block[FeedFileFormat.BlockHeaderSize..]));
        _file.Write(block);
        _length = 0;
    }

    public void Dispose()
    {
        Flush();
        _file.Dispose();
    }
}
