namespace MatchingEngine.Core;

/// <summary>The part of the walk over the state that concerns accounts and kill switches.</summary>
internal static class ExposureWalk
{
    public static void Add(ref DigestMixer mixer, CoreState state)
    {
        mixer.Add(state.IsVenueBlocked ? 1UL : 0UL);
        mixer.Add(state.Exposures.BlockedCount);
        for (int i = 0; i < state.Exposures.BlockedCount; i++)
            mixer.Add((ulong)state.Exposures.BlockedAccountAt(i));
        mixer.Add(state.Exposures.Count);
        for (int i = 0; i < state.Exposures.Count; i++)
            AddExposure(ref mixer, in state.Exposures[i]);
    }

    private static void AddExposure(ref DigestMixer mixer, in Exposure exposure)
    {
        mixer.Add((ulong)exposure.Account);
        mixer.Add(exposure.Instrument);
        AddWide(ref mixer, exposure.PositionLots);
        mixer.Add(exposure.OpenBuyLots);
        mixer.Add(exposure.OpenSellLots);
        AddWide(ref mixer, exposure.OpenValue);
        mixer.Add(exposure.MaxPosition);
        mixer.Add(exposure.MaxOpenValue);
    }

    private static void AddWide(ref DigestMixer mixer, Int128 value)
    {
        mixer.Add(unchecked((ulong)value));
        mixer.Add(unchecked((ulong)(value >> 64)));
    }
}
