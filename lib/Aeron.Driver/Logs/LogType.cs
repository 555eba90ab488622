namespace MatchingEngine.AeronDriver.Logs;

/// <summary>Who writes a log; the numbers are in the log's metadata.</summary>
internal enum LogType : byte
{
    ConcurrentPublication = 0,
    ExclusivePublication = 1,
    Image = 2,
}
