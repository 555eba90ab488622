using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Which fields of an order go together. A field that an order does not use is 0.</summary>
internal static class Characteristics
{
    public static bool AreSound(in NewOrderExtendedBlock order) =>
        order.Side is Side.Buy or Side.Sell
        && IsTypeSound(in order)
        && IsTimeInForceSound(in order)
        && IsDisplaySound(in order)
        && IsPostOnlySound(in order)
        && IsSelfMatchPreventionSound(in order);

    public static OrderFeatures FeaturesOf(in NewOrderExtendedBlock order)
    {
        OrderFeatures features = order.DisplayMethod switch
        {
            DisplayMethod.Initial => OrderFeatures.Iceberg,
            DisplayMethod.Undisclosed => OrderFeatures.Hidden,
            _ => OrderFeatures.None,
        };
        if (IsStop(order.OrdType))
            features |= OrderFeatures.Stop;
        if (order.PegOffsetValue > 0)
            features |= OrderFeatures.Trailing;
        return order.TimeInForce switch
        {
            TimeInForce.Day => features | OrderFeatures.Day,
            TimeInForce.GoodTillDate => features | OrderFeatures.GoodTillDate,
            _ => features,
        };
    }

    private static bool IsStop(OrdType type) => type is OrdType.Stop or OrdType.StopLimit;

    private static bool MayRest(TimeInForce timeInForce) =>
        timeInForce is TimeInForce.Day or TimeInForce.GoodTillCancel or TimeInForce.GoodTillDate;

    private static bool IsTypeSound(in NewOrderExtendedBlock order)
    {
        bool isKnown = IsStop(order.OrdType)
            || order.OrdType is OrdType.Market or OrdType.Limit or OrdType.MarketWithLeftOverAsLimit;
        bool hasLimit = order.OrdType is OrdType.Limit or OrdType.StopLimit;
        bool trails = order.PegOffsetValue > 0;
        return isKnown
            && (hasLimit || order.Price == 0)
            && (IsStop(order.OrdType) || (order.StopPx == 0 && order.PegOffsetValue == 0))
            && order.PegOffsetValue >= 0
            && (trails || order.TrailingStep == 0);
    }

    private static bool IsTimeInForceSound(in NewOrderExtendedBlock order)
    {
        bool isKnown = MayRest(order.TimeInForce)
            || order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        bool minQtyGoes = order.TimeInForce != TimeInForce.FillOrKill && !IsStop(order.OrdType);
        return isKnown
            && (order.TimeInForce == TimeInForce.GoodTillDate || order.ExpireTime == 0)
            && (minQtyGoes || order.MinQty == 0);
    }

    private static bool IsDisplaySound(in NewOrderExtendedBlock order) => order.DisplayMethod switch
    {
        DisplayMethod.NULL_VALUE => order.DisplayQty == 0,
        DisplayMethod.Undisclosed => order.DisplayQty == 0 && MayRest(order.TimeInForce),
        DisplayMethod.Initial => MayRest(order.TimeInForce),
        _ => false,
    };

    private static bool IsPostOnlySound(in NewOrderExtendedBlock order) => order.ExecInst switch
    {
        ExecInst.NULL_VALUE => true,
        ExecInst.ParticipateDoNotInitiate or ExecInst.ParticipateDoNotInitiateSlide =>
            order.OrdType == OrdType.Limit && MayRest(order.TimeInForce) && order.MinQty == 0,
        _ => false,
    };

    private static bool IsSelfMatchPreventionSound(in NewOrderExtendedBlock order) =>
        order.SelfMatchPreventionInstruction switch
        {
            SelfMatchPreventionInstruction.None => true,
            SelfMatchPreventionInstruction.CancelAggressive
                or SelfMatchPreventionInstruction.CancelPassive
                or SelfMatchPreventionInstruction.CancelAggressiveAndPassive
                or SelfMatchPreventionInstruction.DecrementAndCancel => order.SelfMatchPreventionID != 0,
            _ => false,
        };
}
