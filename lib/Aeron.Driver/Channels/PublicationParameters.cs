using System.Numerics;
using MatchingEngine.AeronDriver.Logs;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>What a channel says about a publication, with the driver's defaults for what it does not say.</summary>
internal sealed record PublicationParameters
{
    private const int MaxMtu = 65_504;

    public required int TermLength { get; init; }

    public required int MtuLength { get; init; }

    public int? SessionId { get; init; }

    public (int InitialTermId, int TermId, int TermOffset)? Position { get; init; }

    public long LingerNanos { get; init; }

    public bool Sparse { get; init; }

    public bool SignalEndOfStream { get; init; }

    public bool SpiesSimulateConnection { get; init; }

    public int WindowLength { get; init; }

    public int MaxResend { get; init; }

    public UntetheredTimeouts Untethered { get; init; }

    public static PublicationParameters Of(ChannelUri uri, int streamId, MediaDriverContext context)
    {
        int termLength = uri.Size("term-length") ?? (uri.IsIpc ? context.IpcTermLength : context.PublicationTermLength);
        if (!LogLayout.IsTermLength(termLength))
        {
            throw uri.Bad("term-length", "a power of two from 64k to 1g");
        }

        int mtu = uri.Size("mtu") ?? (uri.IsIpc ? context.IpcMtuLength : context.MtuLength);
        if (mtu is <= FrameHeader.Length or > MaxMtu || mtu % FrameHeader.Alignment != 0 || mtu > termLength / 8)
        {
            throw uri.Bad(
                "mtu", $"a multiple of 32 from 64 to {MaxMtu} and at most an eighth of a term ({termLength / 8})");
        }

        if (uri.Int("stream-id") is { } stated && stated != streamId)
        {
            throw uri.Bad("stream-id", $"the stream id of the command ({streamId})");
        }

        int window = uri.Size("pub-wnd")
            ?? (uri.IsIpc ? context.IpcPublicationWindowLength : context.PublicationWindowLength);
        if (uri.Has("pub-wnd") && (window < mtu || window > termLength / 2))
        {
            throw uri.Bad("pub-wnd", "from the mtu to half a term");
        }

        return new PublicationParameters
        {
            TermLength = termLength,
            MtuLength = mtu,
            SessionId = SessionOf(uri),
            Position = PositionOf(uri, termLength),
            LingerNanos = uri.DurationNanos("linger") ?? context.PublicationLingerTimeoutNanos,
            Sparse = uri.Bool("sparse") ?? context.TermBufferSparseFile,
            SignalEndOfStream = uri.Bool("eos") ?? true,
            SpiesSimulateConnection = uri.Bool("ssc") ?? context.SpiesSimulateConnection,
            WindowLength = window == 0 ? termLength / 2 : Math.Min(window, termLength / 2),
            MaxResend = uri.Int("max-resend", 1, 256) ?? context.MaxResend,
            Untethered = UntetheredOf(uri, context),
        };
    }

    public static UntetheredTimeouts UntetheredOf(ChannelUri uri, MediaDriverContext context)
    {
        long limit = uri.DurationNanos("untethered-window-limit-timeout") ?? context.UntetheredWindowLimitTimeoutNanos;
        long linger = uri.DurationNanos("untethered-linger-timeout") ?? context.UntetheredLingerTimeoutNanos;
        long resting = uri.DurationNanos("untethered-resting-timeout") ?? context.UntetheredRestingTimeoutNanos;
        return new UntetheredTimeouts(limit, linger == 0 ? limit : linger, resting);
    }

    public static int? SessionOf(ChannelUri uri)
    {
        if (uri.Get("session-id") is { } text && text.StartsWith("tag:", StringComparison.Ordinal))
        {
            throw new Commands.CommandRefusedException(
                Commands.ErrorCode.NotSupported, "this driver does not serve tagged session ids: " + uri.Text);
        }

        return uri.Int("session-id");
    }

    private static (int InitialTermId, int TermId, int TermOffset)? PositionOf(ChannelUri uri, int termLength)
    {
        int? initial = uri.Int("init-term-id");
        int? term = uri.Int("term-id");
        int? offset = uri.Int("term-offset", 0);
        if (initial is null && term is null && offset is null)
        {
            return null;
        }

        if (initial is null || term is null || offset is null)
        {
            throw ChannelUri.Invalid(uri.Text, "init-term-id, term-id and term-offset go together");
        }

        if (offset % FrameHeader.Alignment != 0 || offset > termLength)
        {
            throw uri.Bad("term-offset", "a multiple of 32 within the term");
        }

        if (term.Value - initial.Value < 0)
        {
            throw uri.Bad("term-id", "at or after init-term-id");
        }

        return (initial.Value, term.Value, offset.Value);
    }

    /// <summary>
    /// What differs from a log that is already there, or null: a publication can share a log only as it is.
    /// </summary>
    public string? ConflictWith(LogBuffer log, int mtuLength, ChannelUri uri)
    {
        if (uri.Has("term-length") && TermLength != log.TermLength)
        {
            return $"term-length is {log.TermLength}";
        }

        if (uri.Has("mtu") && MtuLength != mtuLength)
        {
            return $"mtu is {mtuLength}";
        }

        if (SessionId is { } session && session != log.SessionId)
        {
            return $"session-id is {log.SessionId}";
        }

        if (Position is { } position && position.InitialTermId != log.InitialTermId)
        {
            return $"init-term-id is {log.InitialTermId}";
        }

        return null;
    }

    /// <summary>Position at which a log with these parameters starts.</summary>
    public long StartPosition => Position is { } position
        ? LogLayout.Position(
            position.TermId,
            position.TermOffset,
            BitOperations.TrailingZeroCount(TermLength),
            position.InitialTermId)
        : 0;
}
