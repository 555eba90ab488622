namespace MatchingEngine.Tools.Flow;

/// <summary>One line of a commands file.</summary>
/// <param name="Sequence">Number of the line's command, 1 and up.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Id">The order's id in the file; 0 for a take without one.</param>
/// <param name="IsBuy">Side.</param>
/// <param name="Quantity">Quantity in whole units.</param>
/// <param name="PriceE4">Price in units of 1/10,000.</param>
public readonly record struct FlowCommand(
    long Sequence, FlowKind Kind, ulong Id, bool IsBuy, long Quantity, long PriceE4);
