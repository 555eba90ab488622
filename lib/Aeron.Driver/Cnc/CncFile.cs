using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>The command-and-control file: all that clients and the driver share apart from the logs.</summary>
internal sealed unsafe class CncFile : IDisposable
{
    private readonly MappedFile _file;

    private CncFile(MappedFile file)
    {
        _file = file;
        byte* header = file.Address;
        byte* at = header + CncLayout.HeaderLength;
        ToDriver = new ToDriverRing(at, Length(CncLayout.ToDriverLengthOffset));
        at += Length(CncLayout.ToDriverLengthOffset);
        ToClients = new BroadcastTransmitter(at, Length(CncLayout.ToClientsLengthOffset));
        at += Length(CncLayout.ToClientsLengthOffset);
        byte* metadata = at;
        at += Length(CncLayout.CountersMetadataLengthOffset);
        Counters = new CountersTable(metadata, at, Length(CncLayout.CountersValuesLengthOffset));
        at += Length(CncLayout.CountersValuesLengthOffset);
        ErrorLog = new ErrorLog(at, Length(CncLayout.ErrorLogLengthOffset));

        int Length(int offset) => Shared.GetInt(header + offset);
    }

    public ToDriverRing ToDriver { get; }

    public BroadcastTransmitter ToClients { get; }

    public CountersTable Counters { get; }

    public ErrorLog ErrorLog { get; }

    /// <summary>Bytes of the whole file.</summary>
    public long FileLength => _file.Length;

    /// <summary>When the driver of this file started, in milliseconds since 1970.</summary>
    public long StartTimestampMillis => Shared.GetLong(_file.Address + CncLayout.StartTimestampOffset);

    /// <summary>Process id of the driver of this file.</summary>
    public long Pid => Shared.GetLong(_file.Address + CncLayout.PidOffset);

    /// <summary>Makes the file; clients do not take it for ready before <see cref="SignalReady"/>.</summary>
    public static CncFile Create(string directory, MediaDriverContext context, long nowMillis)
    {
        int values = context.CountersValuesLength;
        int metadata = values * CncLayout.MetadataToValuesRatio;
        MappedFile file = MappedFile.Create(
            Path.Combine(directory, CncLayout.FileName),
            CncLayout.FileLength(
                context.ToDriverBufferLength, context.ToClientsBufferLength, values, context.ErrorLogLength),
            sparse: true);
        byte* header = file.Address;
        Shared.PutInt(header + CncLayout.ToDriverLengthOffset, context.ToDriverBufferLength);
        Shared.PutInt(header + CncLayout.ToClientsLengthOffset, context.ToClientsBufferLength);
        Shared.PutInt(header + CncLayout.CountersMetadataLengthOffset, metadata);
        Shared.PutInt(header + CncLayout.CountersValuesLengthOffset, values);
        Shared.PutInt(header + CncLayout.ErrorLogLengthOffset, context.ErrorLogLength);
        Shared.PutLong(header + CncLayout.ClientLivenessTimeoutOffset, context.ClientLivenessTimeoutNanos);
        Shared.PutLong(header + CncLayout.StartTimestampOffset, nowMillis);
        Shared.PutLong(header + CncLayout.PidOffset, Environment.ProcessId);
        Shared.PutInt(header + CncLayout.FilePageSizeOffset, CncLayout.FilePageSize);
        return new CncFile(file);
    }

    /// <summary>
    /// Maps the file of a driver that may be alive or dead; null when there is none, or one that is not ready.
    /// </summary>
    /// <exception cref="IOException">The file is no command-and-control file of this major version.</exception>
    public static CncFile? TryOpen(string directory, bool writable)
    {
        string path = Path.Combine(directory, CncLayout.FileName);
        if (!File.Exists(path) || new FileInfo(path).Length < CncLayout.HeaderLength)
        {
            return null;
        }

        MappedFile file = MappedFile.Open(path, writable);
        int version = Shared.AcquireInt(file.Address + CncLayout.VersionOffset);
        if (version == 0)
        {
            file.Dispose();
            return null;
        }

        if (version >> 16 != CncLayout.Version >> 16 || !LengthsFit(file))
        {
            file.Dispose();
            throw new IOException($"{path} is not a command-and-control file of version 0: version word {version}");
        }

        return new CncFile(file);
    }

    /// <summary>Tells clients that everything is in place. Nothing else of the header changes after that.</summary>
    public void SignalReady() => Shared.ReleaseInt(_file.Address + CncLayout.VersionOffset, CncLayout.Version);

    public void Dispose() => _file.Dispose();

    private static bool LengthsFit(MappedFile file)
    {
        long sum = CncLayout.HeaderLength;
        for (int offset = CncLayout.ToDriverLengthOffset; offset <= CncLayout.ErrorLogLengthOffset; offset += 4)
        {
            int length = Shared.GetInt(file.Address + offset);
            if (length <= 0)
            {
                return false;
            }

            sum += length;
        }

        return sum <= file.Length;
    }
}
