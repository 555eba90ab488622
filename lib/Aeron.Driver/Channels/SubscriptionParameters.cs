using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Logs;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>What a channel says about a subscription, with the driver's defaults for what it does not say.</summary>
internal sealed record SubscriptionParameters
{
    public int? SessionId { get; init; }

    public bool Reliable { get; init; }

    public bool Tether { get; init; }

    public bool Rejoin { get; init; }

    /// <summary>Null: as the channel's address says.</summary>
    public bool? Group { get; init; }

    public int ReceiverWindowLength { get; init; }

    public long? NakDelayNanos { get; init; }

    public bool IsSparse { get; init; }

    public UntetheredTimeouts Untethered { get; init; }

    public static SubscriptionParameters Of(ChannelUri uri, MediaDriverContext context)
    {
        string? congestion = uri.Get("cc");
        if (congestion is not (null or "static"))
        {
            throw new CommandRefusedException(
                ErrorCode.NotSupported, $"this driver serves cc=static only: {uri.Text}");
        }

        int window = uri.Size("rcv-wnd") ?? context.InitialWindowLength;
        if (window < 256)
        {
            throw uri.Bad("rcv-wnd", "at least 256");
        }

        return new SubscriptionParameters
        {
            SessionId = PublicationParameters.SessionOf(uri),
            Reliable = uri.Bool("reliable") ?? true,
            Tether = uri.Bool("tether") ?? true,
            Rejoin = uri.Bool("rejoin") ?? true,
            IsSparse = uri.Bool("sparse") ?? context.TermBufferSparseFile,
            Group = GroupOf(uri),
            ReceiverWindowLength = window,
            NakDelayNanos = uri.DurationNanos("nak-delay"),
            Untethered = PublicationParameters.UntetheredOf(uri, context),
        };
    }

    /// <summary>Whether images of the two may be shared: they must not differ in what the image does.</summary>
    public bool IsCompatibleWith(SubscriptionParameters other) =>
        Reliable == other.Reliable && Rejoin == other.Rejoin;

    private static bool? GroupOf(ChannelUri uri) => uri.Get("group") switch
    {
        null => null,
        "true" or "force-group" => true,
        "false" or "deny-group" => false,
        _ => throw uri.Bad("group", "true or false"),
    };
}
