using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Holds what accounts have open against their orders: invariant 11 of <see cref="InvariantCheck"/>.</summary>
internal static class ExposureInvariantCheck
{
    public static void Run(CoreState state)
    {
        Exposure[] sums = new Exposure[state.Exposures.Count];
        foreach (int orderIndex in OpenOrderWalk.In(state))
            AddOrder(state, orderIndex, sums);
        for (int i = 0; i < sums.Length; i++)
        {
            ref Exposure exposure = ref state.Exposures[i];
            InvariantCheck.Require(
                exposure.OpenBuyLots == sums[i].OpenBuyLots && exposure.OpenSellLots == sums[i].OpenSellLots
                && exposure.OpenValue == sums[i].OpenValue,
                "11: what an account has open is not the sum of its orders");
        }
    }

    private static void AddOrder(CoreState state, int orderIndex, Exposure[] sums)
    {
        if (!state.Orders[orderIndex].HasDetails || state.Details[orderIndex].Account == 0)
            return;
        ref OrderDetails details = ref state.Details[orderIndex];
        Instrument instrument = RestingOrders.InstrumentOf(state, orderIndex);
        ref Exposure exposure = ref state.Exposures[details.ExposureIndex];
        InvariantCheck.Require(
            exposure.Account == details.Account && exposure.Instrument == instrument.Index,
            "11: an order counts for another account");
        long lots = RestingOrders.TotalTermsOf(state, orderIndex).LeavesLots;
        if (details.Side == Side.Buy)
            sums[details.ExposureIndex].OpenBuyLots += lots;
        else
            sums[details.ExposureIndex].OpenSellLots += lots;
        sums[details.ExposureIndex].OpenValue +=
            instrument.ValueOf(Exposures.ValuePriceOf(state, orderIndex), lots);
    }
}
