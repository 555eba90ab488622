namespace MatchingEngine.Core;

/// <summary>The part of the walk over the state that concerns what accounts have open and have traded.</summary>
internal static class ExposureWalk
{
    public static void Add(ref DigestMixer mixer, in Exposure exposure)
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
