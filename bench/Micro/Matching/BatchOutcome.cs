namespace MatchingEngine.Micro;

/// <summary>What a batch of commands did to the engine.</summary>
/// <param name="Events">Events that it caused.</param>
/// <param name="Trades">Trades among them.</param>
/// <param name="OpenOrders">Open orders that it added, or removed when negative.</param>
/// <param name="LastTemplateId">Template id of its last event; 0 when it caused none.</param>
public readonly record struct BatchOutcome(long Events, long Trades, int OpenOrders, int LastTemplateId);
