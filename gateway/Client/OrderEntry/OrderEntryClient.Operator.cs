using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <content>
/// What an operator's session sends. SessionID and MsgSeqNum of each block are filled in by the client; each is
/// answered by <see cref="OrderEntryHandler.OnSystemCommandResponse"/>, once, across reconnects and restarts of the
/// venue too. Other sessions get BusinessMessageReject NotAuthorized.
/// </content>
public sealed partial class OrderEntryClient
{
    /// <summary>Sends the definition of a new instrument.</summary>
    /// <param name="command">The definition.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in SecurityDefinitionBlock command, out uint msgSeqNum) =>
        Send(in command, out msgSeqNum);

    /// <summary>Sends a halt, the end of one, or the end of an instrument.</summary>
    /// <param name="command">The instrument and what becomes of it.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in SecurityStatusBlock command, out uint msgSeqNum) => Send(in command, out msgSeqNum);

    /// <summary>Sends a row of a tick table.</summary>
    /// <param name="command">The row; increment 0 takes it away.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in TickRuleBlock command, out uint msgSeqNum) => Send(in command, out msgSeqNum);

    /// <summary>Sends the trading rules of an instrument, all at once.</summary>
    /// <param name="command">The rules; 0 switches one off.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in SecuritySettingsBlock command, out uint msgSeqNum) => Send(in command, out msgSeqNum);

    /// <summary>Sends what a session may do.</summary>
    /// <param name="command">The settings of TargetSessionID, all at once; 0 switches one off.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in SessionSettingsBlock command, out uint msgSeqNum) => Send(in command, out msgSeqNum);

    /// <summary>Sends the limits of an account in an instrument.</summary>
    /// <param name="command">The limits; 0 switches one off.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in AccountLimitsBlock command, out uint msgSeqNum) => Send(in command, out msgSeqNum);

    /// <summary>Sends a kill switch, or its release.</summary>
    /// <param name="command">Whom it stops.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in TradingBlockBlock command, out uint msgSeqNum) => Send(in command, out msgSeqNum);

    /// <summary>Sends a cancel of many orders, of whatever session.</summary>
    /// <param name="command">The conditions that must all hold for an order; 0 for any.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in OrderMassActionBlock command, out uint msgSeqNum) => Send(in command, out msgSeqNum);

    /// <summary>Sends the end of the trading date: day orders end.</summary>
    /// <param name="command">The instrument; 0 for all.</param>
    /// <param name="msgSeqNum">The number it was sent under, RefSeqNum of the answer; 0 unless Sent.</param>
    public SendResult TrySend(in TradingSessionClosedBlock command, out uint msgSeqNum) =>
        Send(in command, out msgSeqNum);
}
