using System.Diagnostics.CodeAnalysis;

namespace MatchingEngine.Core;

/// <summary>All instruments, in order of definition, and the way from a SecurityID to one.</summary>
internal sealed class InstrumentTable(Pool<Order> orders, Pool<Level> levels)
{
    private readonly IdTable _indexBySecurityId = new();
    private Instrument[] _instruments = new Instrument[16];

    public int Count { get; private set; }

    public Instrument this[int index] => _instruments[index];

    public bool TryFind(uint securityId, [NotNullWhen(true)] out Instrument? instrument)
    {
        int index = _indexBySecurityId.Find(securityId);
        instrument = index == IdTable.None ? null : _instruments[index];
        return instrument is not null;
    }

    /// <summary>Adds an instrument whose terms are valid and whose SecurityID is new.</summary>
    public void Add(in InstrumentTerms terms)
    {
        if (Count == _instruments.Length)
            Array.Resize(ref _instruments, Count * 2);
        _instruments[Count] = new Instrument(in terms, Count, orders, levels);
        _indexBySecurityId.Add(terms.SecurityId, Count);
        Count++;
    }
}
