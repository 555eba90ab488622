using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>
/// Places in the command-and-control file: a 128-byte header, then the to-driver ring, the to-clients broadcast buffer,
/// counters metadata, counters values and the error log, back to back.
/// </summary>
internal static class CncLayout
{
    public const string FileName = "cnc.dat";
    public const int Version = 2 << 8;
    public const int HeaderLength = 128;
    public const int FilePageSize = 4096;

    public const int VersionOffset = 0;
    public const int ToDriverLengthOffset = 4;
    public const int ToClientsLengthOffset = 8;
    public const int CountersMetadataLengthOffset = 12;
    public const int CountersValuesLengthOffset = 16;
    public const int ErrorLogLengthOffset = 20;
    public const int ClientLivenessTimeoutOffset = 24;
    public const int StartTimestampOffset = 32;
    public const int PidOffset = 40;
    public const int FilePageSizeOffset = 48;

    public const int RingTrailerLength = 768;
    public const int BroadcastTrailerLength = 128;
    public const int MinErrorLogLength = 4 << 20;
    public const int MinCountersValuesLength = 1 << 20;
    public const int MaxCountersValuesLength = 500 << 20;

    /// <summary>A metadata record is four times as long as a values record.</summary>
    public const int MetadataToValuesRatio = CountersTable.MetadataLength / CountersTable.ValueLength;

    public static long FileLength(int toDriver, int toClients, int countersValues, int errorLog) => Shared.Align(
        HeaderLength + (long)toDriver + toClients + ((1L + MetadataToValuesRatio) * countersValues) + errorLog,
        FilePageSize);
}
