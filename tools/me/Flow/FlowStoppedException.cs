using MatchingEngine.Client;

namespace MatchingEngine.Tools.Flow;

/// <summary>
/// A flow can't go on: the session has ended, or has no answers any more. The message says what to do.
/// </summary>
public sealed class FlowStoppedException : Exception
{
    /// <summary>Says why.</summary>
    public FlowStoppedException(string message) : base(message)
    {
    }

    /// <summary>The client has stopped, or did not establish its session in time.</summary>
    internal static FlowStoppedException Of(OrderEntryClient client)
    {
        string what = client.LastDisconnectDetail.Length > 0
            ? client.LastDisconnectDetail
            : $"The session is not established; the client is {client.State}.";
        return new FlowStoppedException($"{what} {Advice(client.LastDisconnectReason)}");
    }

    private static string Advice(DisconnectReason reason) => reason switch
    {
        DisconnectReason.ConnectFailed or DisconnectReason.ConnectTimeout =>
            "Start the service (me serve), or name its address (--connect).",
        DisconnectReason.None or DisconnectReason.LogonTimeout =>
            "It may be replaying its journal still, or be another program: see what the service says, then try again.",
        DisconnectReason.NegotiationRejected or DisconnectReason.EstablishmentRejected =>
            "Check session and key against the service's sessions file (--session, --sessions), and that nothing "
                + "else is logged on with the session.",
        _ => "See what the service says on its standard error.",
    };
}
