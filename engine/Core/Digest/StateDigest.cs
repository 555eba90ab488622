using System.Globalization;

namespace MatchingEngine.Core;

/// <summary>
/// 128 bits that stand for the whole state of the engine: equal histories give equal digests on every platform.
/// </summary>
/// <param name="Low">Lower 64 bits.</param>
/// <param name="High">Upper 64 bits.</param>
public readonly record struct StateDigest(ulong Low, ulong High)
{
    /// <summary>The digest as 32 hexadecimal digits, the upper bits first.</summary>
    public override string ToString() =>
        High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);
}
