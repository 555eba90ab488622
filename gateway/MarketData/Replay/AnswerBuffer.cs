using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// One answer as it goes to the client, gathered before any of it is sent: a message that was found cannot be lost
/// again while a slow client takes its time. Grows to the largest answer.
/// </summary>
internal sealed class AnswerBuffer
{
    /// <summary>Framing header: length in four bytes, big-endian, its own included, then the encoding type.</summary>
    public const int FramingHeaderLength = 6;

    /// <summary>Encoding type of SBE 1.0, little-endian.</summary>
    public const ushort EncodingType = 0xEB50;

    private static readonly int ResponseFrameLength =
        FramingHeaderLength + FeedLayout.LengthOf<ReplayResponseBlock>();

    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    /// <summary>Messages gathered.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Begins an answer: room for the response that stands first.</summary>
    public void Begin()
    {
        Count = 0;
        _length = ResponseFrameLength;
    }

    /// <summary>Room for one more message, to be kept by <see cref="Keep"/>.</summary>
    public Span<byte> Room()
    {
        int needed = _length + FramingHeaderLength + FeedLayout.MaxPacketLength + ResponseFrameLength;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, needed));
        return _bytes.AsSpan(_length + FramingHeaderLength, FeedLayout.MaxPacketLength);
    }

    /// <summary>Keeps the message that was written into the room.</summary>
    public void Keep(int length)
    {
        WriteFraming(_bytes.AsSpan(_length), length);
        _length += FramingHeaderLength + length;
        Count++;
    }

    /// <summary>Adds a copy of a message.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        message.CopyTo(Room());
        Keep(message.Length);
    }

    /// <summary>Writes the response in front, and when messages were found the one that ends them.</summary>
    public void End(in ReplayResponseBlock response)
    {
        WriteResponse(_bytes.AsSpan(0, ResponseFrameLength), in response);
        if (response.ReplayResult != ReplayResult.Accepted)
            return;
        ReplayResponseBlock last = response;
        last.BeginSeqNum += response.Count;
        last.Count = 0;
        WriteResponse(_bytes.AsSpan(_length, ResponseFrameLength), in last);
        _length += ResponseFrameLength;
    }

    private static void WriteResponse(Span<byte> target, in ReplayResponseBlock response)
    {
        WriteFraming(target, FeedLayout.LengthOf<ReplayResponseBlock>());
        MessageHeaderBlock header = new()
        {
            BlockLength = ReplayResponseBlock.BlockLength,
            TemplateId = ReplayResponseBlock.TemplateId,
            SchemaId = ReplayResponseBlock.SchemaId,
            Version = ReplayResponseBlock.SchemaVersion,
        };
        MemoryMarshal.Write(target[FramingHeaderLength..], in header);
        MemoryMarshal.Write(target[(FramingHeaderLength + Unsafe.SizeOf<MessageHeaderBlock>())..], in response);
    }

    private static void WriteFraming(Span<byte> target, int messageLength)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, (uint)(FramingHeaderLength + messageLength));
        BinaryPrimitives.WriteUInt16BigEndian(target[sizeof(uint)..], EncodingType);
    }
}
