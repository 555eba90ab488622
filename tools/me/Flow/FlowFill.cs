namespace MatchingEngine.Tools.Flow;

/// <summary>One line of a fills file.</summary>
/// <param name="TakerSequence">Number of the command that took.</param>
/// <param name="MakerId">Id of the order that was met, as in the commands file.</param>
/// <param name="PriceE4">Price in units of 1/10,000.</param>
/// <param name="Quantity">Quantity in whole units.</param>
public readonly record struct FlowFill(long TakerSequence, ulong MakerId, long PriceE4, long Quantity);
