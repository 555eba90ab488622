using System.Globalization;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>Makes and deletes log files.</summary>
internal sealed class LogFactory(DriverServices services)
{
    public LogBuffer Create(LogSettings settings)
    {
        string folder = settings.Type == LogType.Image
            ? DriverDirectory.ImagesFolder
            : DriverDirectory.PublicationsFolder;
        string name = settings.CorrelationId.ToString(CultureInfo.InvariantCulture) + ".logbuffer";
        string path = Path.Combine(services.Context.DirectoryName, folder, name);
        long length = LogLayout.FileLength(settings.TermLength, CncLayout.FilePageSize);
        RequireSpace(length);
        var log = LogBuffer.Create(path, settings);
        services.Counters[SystemCounter.BytesCurrentlyMapped].Add(length);
        return log;
    }

    public void Delete(LogBuffer log)
    {
        services.Counters[SystemCounter.BytesCurrentlyMapped].Add(-log.FileLength);
        try
        {
            log.DisposeAndDelete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            services.Counters[SystemCounter.FreeFails].Increment();
            services.Report(error);
        }
    }

    /// <summary>
    /// A file that cannot be filled would end a publisher with a signal when it writes, so it is not made at all.
    /// </summary>
    private void RequireSpace(long length)
    {
        long available = new DriveInfo(services.Context.DirectoryName).AvailableFreeSpace;
        if (available < length)
        {
            throw new CommandRefusedException(
                ErrorCode.StorageSpace,
                $"insufficient usable storage for new log of length={length} usable={available} in "
                + services.Context.DirectoryName);
        }
    }
}
