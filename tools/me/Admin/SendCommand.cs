using MatchingEngine.Client;

namespace MatchingEngine.Tools.Admin;

/// <summary>Sends one operator's command.</summary>
/// <param name="client">An established client.</param>
/// <param name="msgSeqNum">The number it was sent under; 0 unless Sent.</param>
internal delegate SendResult SendCommand(OrderEntryClient client, out uint msgSeqNum);
