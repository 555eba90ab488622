namespace MatchingEngine.Core;

/// <summary>What an instrument says of a quantity.</summary>
internal enum QuantityCheck
{
    Valid,
    Incorrect,
    NotOnLot,
}
