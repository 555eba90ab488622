namespace MatchingEngine.Journal;

/// <summary>What a look at a journal finds. All but the first three stop a start of the service.</summary>
public enum JournalFinding
{
    /// <summary>Every byte is as it was written, or is zero where nothing was written yet.</summary>
    Whole,

    /// <summary>
    /// The last write was cut short: bytes at the end that are no record, and no record behind them. Recovery cuts
    /// them.
    /// </summary>
    TornTail,

    /// <summary>The last segment file exists, but its creation was not finished. Recovery makes it again.</summary>
    SegmentUnfinished,

    /// <summary>Bytes are not what was written, and records follow behind them.</summary>
    Rotten,

    /// <summary>A segment that is needed is not in the directory.</summary>
    SegmentMissing,

    /// <summary>A segment belongs to another journal.</summary>
    ForeignSegment,

    /// <summary>The header of a segment is not what was written.</summary>
    HeaderDamaged,

    /// <summary>A segment is in a format that this version does not know.</summary>
    UnknownFormatVersion,

    /// <summary>The messages of a segment follow another schema, or a later version of it.</summary>
    SchemaMismatch,

    /// <summary>A number in the sequence of commands is skipped or repeated, though the checksums hold.</summary>
    SequenceBreak,

    /// <summary>Time goes back from one record to the next, though the checksums hold.</summary>
    TimestampBreak,

    /// <summary>A segment does not continue the one before it: chain value, epoch or time differ.</summary>
    ChainBreak,
}
