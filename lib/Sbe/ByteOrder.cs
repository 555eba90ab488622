namespace Org.SbeTool.Sbe.Dll;

/// <summary>The order in which the bytes of a number stand on the wire.</summary>
public enum ByteOrder
{
    /// <summary>Least significant byte first.</summary>
    LittleEndian = 0,

    /// <summary>Most significant byte first.</summary>
    BigEndian = 1,
}
