namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>Types of frames on the wire.</summary>
internal enum FrameType : ushort
{
    Padding = 0,
    Data = 1,
    Nak = 2,
    StatusMessage = 3,
    Error = 4,
    Setup = 5,
    RoundTripTime = 6,
}
