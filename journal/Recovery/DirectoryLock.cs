namespace MatchingEngine.Journal;

/// <summary>
/// Keeps every other process, and every other owner in this one, from writing to a journal. The operating system lets
/// go of it when the process ends, however that happens.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    // A look at it, by a tool that reads, is over by then. Tries and not time: a process that stood still has as many.
    private const int TriesMax = 500;

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="JournalException">Somebody else holds it, or the directory can't be written.</exception>
    public static DirectoryLock Take(string directory)
    {
        string path = Path.Combine(directory, JournalDirectory.LockFileName);
        for (int tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(directory);
                return new DirectoryLock(
                    new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (IOException) when (tries < TriesMax)
            {
                Thread.Sleep(1);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new JournalException(
                    $"The journal in {directory} can't be opened for writing. One process at a time may: end the other "
                    + $"one, or use another directory. {e.Message}", e);
            }
        }
    }

    /// <summary>Whether a process has it.</summary>
    public static bool IsHeld(string directory)
    {
        try
        {
            using FileStream look = File.OpenRead(Path.Combine(directory, JournalDirectory.LockFileName));
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();
}
