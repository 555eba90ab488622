using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Tools.Inspect;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// The commands that a start gives before any client: the ends of the connections that the stop or crash before it cut,
/// and what the files of instruments and sessions say differently from the journal.
/// </summary>
internal static class StartPlan
{
    /// <param name="options">What the service is made with.</param>
    /// <param name="core">The core, as the journal has it.</param>
    /// <param name="report">Told of each command that the files cause.</param>
    /// <returns>The commands, in their order; the engine will accept them all.</returns>
    /// <exception cref="InvalidDataException">The engine would refuse what a file says.</exception>
    public static IReadOnlyList<CommandRecord> Of(ServiceOptions options, MatchingCore core, Action<string> report)
    {
        List<InstrumentEntry> missing = InstrumentPlan.Missing(
            options.Instruments, core.GetInstruments(), options.Engine.Limits);
        List<CommandRecord> fromFiles = [.. missing.Select(Definition)];
        foreach (InstrumentEntry instrument in options.Instruments ?? missing)
            fromFiles.AddRange(Proven(instrument, core, options.Engine.Limits));
        fromFiles.AddRange(options.Sessions.Sessions.OrderBy(one => one.SessionId)
            .SelectMany(one => SettingsOf(one, core)));
        foreach (CommandRecord command in fromFiles)
            report($"at the start: {RecordText.Of(in command).Summary}");
        return [.. Disconnects(core), .. fromFiles];
    }

    /// <summary>
    /// A connection does not outlive the process that held it. Which sessions were connected is not known; of one that
    /// was not, all orders that this would end have ended when it was disconnected.
    /// </summary>
    private static IEnumerable<CommandRecord> Disconnects(MatchingCore core) => core.GetSessions()
        .Where(one => one.OpenOrderCount > 0
            && core.GetSessionRules(one.SessionId).CancelOnDisconnect != CancelOnDisconnect.None)
        .Select(one => Blocks.ToCommand(new SessionDisconnectedBlock { SessionID = one.SessionId }));

    private static CommandRecord Definition(InstrumentEntry instrument)
    {
        var command = default(CommandRecord);
        instrument.Fill(ref command.Begin<SecurityDefinitionBlock>());
        return command;
    }

    private static List<CommandRecord> Proven(InstrumentEntry instrument, MatchingCore core, CoreLimits limits)
    {
        // An instrument that is gone may still stand in its file.
        bool isGone = core.GetRules(instrument.SecurityId) is
            { Status: SecurityTradingStatus.NotAvailableForTrading };
        List<CommandRecord> changes = isGone ? [] : [.. RulesPlan.Changes(instrument, core)];
        if (changes.Count == 0)
            return changes;
        var trial = new DefinitionTrial(limits);
        trial.Define(instrument);
        foreach (TickRow row in core.GetRules(instrument.SecurityId)?.Ticks ?? [])
        {
            trial.Try(Blocks.ToCommand(new TickRuleBlock
            {
                SecurityID = instrument.SecurityId,
                StartTickPriceRange = row.StartPrice,
                TickIncrement = row.Increment,
            }));
        }
        foreach (CommandRecord command in changes)
        {
            SystemCommandResult result = trial.Try(command);
            if (result != SystemCommandResult.Accepted)
            {
                throw new InvalidDataException(
                    $"{instrument}: the engine answers {result} to {RecordText.Of(in command).Summary}. Increments, "
                    + "protection, collar and reference price must be multiples of minPriceIncrement, each start a "
                    + "multiple of its increment, at least one price valid, no value negative or above its maximum.");
            }
        }
        return changes;
    }

    /// <summary>A session that the engine does not know yet gets its settings when it is first negotiated.</summary>
    private static IEnumerable<CommandRecord> SettingsOf(SessionDefinition session, MatchingCore core)
    {
        if (session.Settings is not { } settings || !core.TryGetSession(session.SessionId, out _))
            yield break;
        SessionRules now = core.GetSessionRules(session.SessionId);
        SessionSettingsBlock wanted = settings.ToBlock(session.SessionId, new SessionSettingsBlock
        {
            MaxOpenOrders = now.MaxOpenOrders,
            CancelOnDisconnect = now.CancelOnDisconnect,
        });
        if ((wanted.MaxOpenOrders, wanted.CancelOnDisconnect) != (now.MaxOpenOrders, now.CancelOnDisconnect))
            yield return Blocks.ToCommand(in wanted);
    }
}
