namespace MatchingEngine.Journal;

/// <summary>How an operation on a file ended.</summary>
internal enum FileFault
{
    None,
    DiskFull,
    Failed,
}
