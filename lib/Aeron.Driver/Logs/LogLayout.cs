using System.Numerics;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Logs;

/// <summary>Places in a log file: three terms back to back, metadata in the last 4096 bytes.</summary>
internal static class LogLayout
{
    public const int PartitionCount = 3;
    public const int MetadataLength = 4096;
    public const int MinTermLength = 64 * 1024;
    public const int MaxTermLength = 1 << 30;
    public const int MaxMessageLength = 16 << 20;

    public const int TailsOffset = 0;
    public const int ActiveTermCountOffset = 24;
    public const int EndOfStreamPositionOffset = 128;
    public const int IsConnectedOffset = 136;
    public const int ActiveTransportCountOffset = 140;
    public const int CorrelationIdOffset = 256;
    public const int InitialTermIdOffset = 264;
    public const int DefaultHeaderLengthOffset = 268;
    public const int MtuOffset = 272;
    public const int TermLengthOffset = 276;
    public const int PageSizeOffset = 280;
    public const int PublicationWindowOffset = 284;
    public const int ReceiverWindowOffset = 288;
    public const int SocketSendBufferOffset = 292;
    public const int SocketReceiveBufferOffset = 304;
    public const int MaxResendOffset = 316;
    public const int DefaultHeaderOffset = 320;
    public const int EntityTagOffset = 448;
    public const int ResponseCorrelationIdOffset = 456;
    public const int LingerTimeoutOffset = 464;
    public const int UntetheredWindowLimitTimeoutOffset = 472;
    public const int UntetheredRestingTimeoutOffset = 480;
    public const int GroupOffset = 488;
    public const int RejoinOffset = 490;
    public const int ReliableOffset = 491;
    public const int SparseOffset = 492;
    public const int SignalEosOffset = 493;
    public const int SpiesSimulateConnectionOffset = 494;
    public const int TetherOffset = 495;
    public const int IsRevokedOffset = 496;
    public const int LogTypeOffset = 497;
    public const int UntetheredLingerTimeoutOffset = 500;

    public static long FileLength(int termLength, int pageSize) =>
        Shared.Align((PartitionCount * (long)termLength) + MetadataLength, pageSize);

    public static bool IsTermLength(long length) =>
        length is >= MinTermLength and <= MaxTermLength && BitOperations.IsPow2(length);

    /// <summary>Position of a place in a term. Term ids may wrap: their difference is what counts.</summary>
    public static long Position(int termId, int termOffset, int bitsToShift, int initialTermId) =>
        ((long)(termId - initialTermId) << bitsToShift) + termOffset;
}
