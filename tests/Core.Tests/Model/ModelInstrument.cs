using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

internal sealed class ModelInstrument(SecurityDefinitionBlock definition)
{
    public SecurityDefinitionBlock Definition { get; } = definition;

    public uint Id => Definition.SecurityID;

    public long LastTrade { get; set; }

    public bool IsValidPrice(long price) => price > 0 && price % Definition.MinPriceIncrement == 0;

    public bool IsWithinLimits(long price) => price >= Definition.LowLimitPrice && price <= Definition.HighLimitPrice;

    public bool IsOnLot(long quantity) => quantity > 0 && quantity % Definition.RoundLot == 0;

    /// <summary>The next valid price at or beyond this one, in the direction given; 0 or less when there is none.</summary>
    public long Valid(long price, bool up)
    {
        long tick = Definition.MinPriceIncrement;
        long floor = price / tick * tick;
        return up && floor < price ? floor + tick : floor;
    }

    public long Highest => Valid(Definition.HighLimitPrice, up: false);

    public long Lowest => Valid(Math.Max(1, Definition.LowLimitPrice), up: true);
}
