namespace MatchingEngine.AeronDriver.Logs;

/// <summary>What a new log is to be like; all of it is in the log's metadata for clients to read.</summary>
internal sealed record LogSettings
{
    public required LogType Type { get; init; }

    public required long CorrelationId { get; init; }

    public required int SessionId { get; init; }

    public required int StreamId { get; init; }

    public required int InitialTermId { get; init; }

    public required int TermLength { get; init; }

    public required int MtuLength { get; init; }

    /// <summary>Term and offset at which a publication starts; null for the beginning of the first term.</summary>
    public (int TermId, int TermOffset)? Start { get; init; }

    public bool Sparse { get; init; } = true;

    public int PublicationWindowLength { get; init; }

    public int ReceiverWindowLength { get; init; }

    public int SocketSendBufferLength { get; init; }

    public int SocketReceiveBufferLength { get; init; }

    public int MaxResend { get; init; }

    public long LingerTimeoutNanos { get; init; }

    public UntetheredTimeouts Untethered { get; init; }

    public bool Group { get; init; }

    public bool Rejoin { get; init; } = true;

    public bool Reliable { get; init; } = true;

    public bool SignalEndOfStream { get; init; } = true;

    public bool SpiesSimulateConnection { get; init; }

    public bool Tether { get; init; } = true;
}
