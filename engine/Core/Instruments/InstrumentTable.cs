using System.Diagnostics.CodeAnalysis;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>All instruments, in order of definition, and the way from a SecurityID to one.</summary>
internal sealed class InstrumentTable(Pool<Order> orders, Pool<Level> levels, OrderDetailsTable details)
{
    private readonly IdTable _indexBySecurityId = new();
    private Instrument[] _instruments = new Instrument[16];

    public int Count { get; private set; }

    public Instrument this[int index] => _instruments[index];

    /// <summary>Finds an instrument that is not delisted.</summary>
    public bool TryFind(uint securityId, [NotNullWhen(true)] out Instrument? instrument)
    {
        int index = _indexBySecurityId.Find(securityId);
        instrument = index == IdTable.None ? null : _instruments[index];
        return instrument is not null && instrument.Status != SecurityTradingStatus.NotAvailableForTrading;
    }

    /// <summary>Whether a SecurityID is used up, also by an instrument that is gone.</summary>
    public bool Knows(uint securityId) => _indexBySecurityId.Find(securityId) != IdTable.None;

    /// <summary>Adds an instrument whose terms are valid and whose SecurityID is new.</summary>
    public void Add(in InstrumentTerms terms)
    {
        if (Count == _instruments.Length)
            Array.Resize(ref _instruments, Count * 2);
        _instruments[Count] = new Instrument(in terms, Count, orders, levels, details);
        _indexBySecurityId.Add(terms.SecurityId, Count);
        Count++;
    }
}
