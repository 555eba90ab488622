namespace Adaptive.Agrona;

/// <summary>Order of the bytes of a number.</summary>
public enum ByteOrder
{
    /// <summary>Most significant byte first.</summary>
    BigEndian = 0,

    /// <summary>Least significant byte first; what Aeron uses everywhere.</summary>
    LittleEndian = 1,
}
