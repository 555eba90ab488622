using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>All instruments, in order of definition, and the way from a SecurityID to one.</summary>
internal sealed class InstrumentTable(
    Pool<Order> orders, Pool<Level> levels, Pool<PriceNode> nodes, OrderDetailsTable details)
{
    private IdTable<Instrument> _bySecurityId = new();
    private Instrument[] _instruments = new Instrument[16];

    public int Count { get; private set; }

    public Instrument this[int index] => _instruments[index];

    /// <summary>Finds an instrument that is not delisted.</summary>
    public bool TryFind(uint securityId, [NotNullWhen(true)] out Instrument? instrument)
    {
        instrument = FindAny(securityId);
        return instrument is not null && instrument.Status != SecurityTradingStatus.NotAvailableForTrading;
    }

    /// <summary>An instrument, whether it is delisted or not; null when there never was one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Instrument? FindAny(uint securityId) => _bySecurityId.Find(securityId);

    /// <summary>Whether a SecurityID is used up, also by an instrument that is gone.</summary>
    public bool Knows(uint securityId) => FindAny(securityId) is not null;

    /// <summary>Adds an instrument whose terms are valid and whose SecurityID is new.</summary>
    public void Add(in InstrumentTerms terms)
    {
        if (Count == _instruments.Length)
            Array.Resize(ref _instruments, Count * 2);
        Instrument instrument = new(in terms, Count, orders, levels, nodes, details);
        _instruments[Count++] = instrument;
        _bySecurityId.Add(terms.SecurityId, instrument);
    }
}
