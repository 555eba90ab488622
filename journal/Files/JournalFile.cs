namespace MatchingEngine.Journal;

/// <summary>A segment file open for writing. The tests put faults here.</summary>
internal abstract class JournalFile : IDisposable
{
    /// <summary>Writes at an offset. May write less than asked for.</summary>
    /// <param name="bytes">What to write.</param>
    /// <param name="offset">Where to.</param>
    /// <param name="written">Bytes written from the front, also when the outcome is a fault.</param>
    public abstract FileOutcome Write(ReadOnlySpan<byte> bytes, long offset, out int written);

    /// <summary>Brings everything written so far to the device.</summary>
    public abstract FileOutcome Sync();

    public abstract void Dispose();

    /// <summary>Writes all bytes or says why not.</summary>
    public FileOutcome WriteAll(ReadOnlySpan<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            FileOutcome outcome = Write(bytes, offset, out int written);
            if (!outcome.IsDone)
                return outcome;
            bytes = bytes[written..];
            offset += written;
        }

        return FileOutcome.Done;
    }
}
