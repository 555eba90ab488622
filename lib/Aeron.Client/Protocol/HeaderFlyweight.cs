using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.Protocol;

/// <summary>The first eight bytes of every frame, in memory and on the wire: length, version, flags, type.</summary>
public class HeaderFlyweight : UnsafeBuffer
{
    /// <summary>Padding to the end of a term.</summary>
    public const int HDR_TYPE_PAD = 0;

    /// <summary>Data.</summary>
    public const int HDR_TYPE_DATA = 1;

    /// <summary>A receiver asks for something again.</summary>
    public const int HDR_TYPE_NAK = 2;

    /// <summary>A receiver's status message.</summary>
    public const int HDR_TYPE_SM = 3;

    /// <summary>A receiver's error.</summary>
    public const int HDR_TYPE_ERR = 4;

    /// <summary>A sender introduces a stream.</summary>
    public const int HDR_TYPE_SETUP = 5;

    /// <summary>Measures a round trip.</summary>
    public const int HDR_TYPE_RTTM = 6;

    /// <summary>Name resolution.</summary>
    public const int HDR_TYPE_RES = 7;

    /// <summary>Sets a response channel up.</summary>
    public const int HDR_TYPE_RSP_SETUP = 11;

    /// <summary>Reserved for extensions.</summary>
    public const int HDR_TYPE_EXT = 0xFFFF;

    /// <summary>Version of the protocol.</summary>
    public const byte CURRENT_VERSION = 0;

    /// <summary>Offset of the frame's length.</summary>
    public const int FRAME_LENGTH_FIELD_OFFSET = 0;

    /// <summary>Offset of the version.</summary>
    public const int VERSION_FIELD_OFFSET = 4;

    /// <summary>Offset of the flags.</summary>
    public const int FLAGS_FIELD_OFFSET = 5;

    /// <summary>Offset of the type.</summary>
    public const int TYPE_FIELD_OFFSET = 6;

    /// <summary>Bytes that every frame has.</summary>
    public static readonly int MIN_HEADER_LENGTH = TYPE_FIELD_OFFSET + BitUtil.SIZE_OF_SHORT;

    /// <summary>A view of nothing.</summary>
    public HeaderFlyweight()
    {
    }

    /// <summary>A view of a frame.</summary>
    /// <param name="buffer">Begins with the frame.</param>
    public HeaderFlyweight(UnsafeBuffer buffer)
        : base(buffer)
    {
    }

    /// <summary>The version.</summary>
    /// <returns>0 to 255.</returns>
    public short Version() => GetByte(VERSION_FIELD_OFFSET);

    /// <summary>Sets the version.</summary>
    /// <param name="version">0 to 255.</param>
    /// <returns>This.</returns>
    public HeaderFlyweight Version(short version)
    {
        PutByte(VERSION_FIELD_OFFSET, (byte)version);
        return this;
    }

    /// <summary>The flags.</summary>
    /// <returns>0 to 255.</returns>
    public short Flags() => GetByte(FLAGS_FIELD_OFFSET);

    /// <summary>Sets the flags.</summary>
    /// <param name="flags">0 to 255.</param>
    /// <returns>This.</returns>
    public HeaderFlyweight Flags(short flags)
    {
        PutByte(FLAGS_FIELD_OFFSET, (byte)flags);
        return this;
    }

    /// <summary>The type.</summary>
    /// <returns>0 to 65,535.</returns>
    public int HeaderType() => (ushort)GetShort(TYPE_FIELD_OFFSET);

    /// <summary>Sets the type.</summary>
    /// <param name="type">0 to 65,535.</param>
    /// <returns>This.</returns>
    public HeaderFlyweight HeaderType(int type)
    {
        PutShort(TYPE_FIELD_OFFSET, (short)type);
        return this;
    }

    /// <summary>The frame's length.</summary>
    /// <returns>Bytes with the header.</returns>
    public int FrameLength() => GetInt(FRAME_LENGTH_FIELD_OFFSET);

    /// <summary>Sets the frame's length.</summary>
    /// <param name="length">Bytes with the header.</param>
    /// <returns>This.</returns>
    public HeaderFlyweight FrameLength(int length)
    {
        PutInt(FRAME_LENGTH_FIELD_OFFSET, length);
        return this;
    }
}
