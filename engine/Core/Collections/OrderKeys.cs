namespace MatchingEngine.Core;

/// <summary>The OrderID.</summary>
internal readonly struct ByOrderId : IOrderKey
{
    public static ulong Of(in Order order) => order.Terms.OrderId;
}

/// <summary>The client order id that an order came in with.</summary>
internal readonly struct ByFirstClOrdId : IOrderKey
{
    public static ulong Of(in Order order) => order.FirstClOrdId;
}

/// <summary>The client order id that an order goes by now.</summary>
internal readonly struct ByPresentClOrdId : IOrderKey
{
    public static ulong Of(in Order order) => order.Terms.ClOrdId;
}
