using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Service;

/// <summary>What a start has to add to the instruments of its journal.</summary>
internal static class InstrumentPlan
{
    /// <summary>
    /// Holds the instruments that are wanted against those that the journal has. An instrument of the journal may be
    /// left out of the list; it is traded all the same.
    /// </summary>
    /// <param name="wanted">The list; null for <see cref="InstrumentEntry.Default"/> in a journal that has none.</param>
    /// <param name="known">The instruments of the journal.</param>
    /// <param name="limits">The limits of the engine.</param>
    /// <returns>Those of the list that are to be added; the engine will accept them all.</returns>
    /// <exception cref="InvalidDataException">The engine would refuse one, or has it on other terms.</exception>
    public static List<InstrumentEntry> Missing(
        IReadOnlyList<InstrumentEntry>? wanted, IReadOnlyList<InstrumentInfo> known, CoreLimits limits)
    {
        var journaled = known.Select(one => InstrumentEntry.Of(in one)).ToDictionary(one => one.SecurityId);
        IReadOnlyList<InstrumentEntry> list = wanted ?? (known.Count == 0 ? InstrumentEntry.Default : []);
        var trial = new DefinitionTrial(limits);
        foreach (InstrumentEntry instrument in journaled.Values)
            Require(trial.Define(instrument), instrument);
        var missing = new List<InstrumentEntry>();
        foreach (InstrumentEntry instrument in list)
        {
            if (journaled.TryGetValue(instrument.SecurityId, out InstrumentEntry? there))
            {
                RequireSameTerms(instrument, there);
                continue;
            }
            Require(trial.Define(instrument), instrument);
            missing.Add(instrument);
        }
        return missing;
    }

    private static void RequireSameTerms(InstrumentEntry wanted, InstrumentEntry there)
    {
        string differences = wanted.DifferencesTo(there);
        if (differences.Length > 0)
        {
            throw new InvalidDataException($"{wanted} is in the journal on other terms: {differences}. The terms of "
                + "an instrument cannot be changed; say them as the journal has them, or give a new one a new "
                + "securityId.");
        }
    }

    private static void Require(SystemCommandResult result, InstrumentEntry instrument)
    {
        if (result == SystemCommandResult.Accepted)
            return;
        string why = result == SystemCommandResult.InvalidDefinition
            ? " securityId, minPriceIncrement, roundLot, minTradeVol and maxOpenOrders must be above 0, each maximum "
                + "not below its minimum, at least one price on the tick and one quantity on the lot within the "
                + "limits, maxTradeVol times maxOpenOrders below 2^63, and the symbol of printable characters."
            : "";
        throw new InvalidDataException($"{instrument} cannot be added: the engine answers {result}.{why}");
    }
}
