using System.Diagnostics.CodeAnalysis;

namespace MatchingEngine.MarketData;

/// <summary>The instruments in order of definition, found by SecurityID.</summary>
internal sealed class FeedInstrumentTable
{
    private const uint DirectLimit = 1 << 16;

    private readonly Dictionary<uint, int> _indexOfLargeIds = [];
    private FeedInstrument?[] _bySmallId = new FeedInstrument?[64];
    private FeedInstrument[] _instruments = new FeedInstrument[16];

    public int Count { get; private set; }

    public FeedInstrument this[int index] => _instruments[index];

    public bool TryFind(uint securityId, [NotNullWhen(true)] out FeedInstrument? instrument)
    {
        instrument = null;
        if (securityId < (uint)_bySmallId.Length)
            instrument = _bySmallId[securityId];
        else if (_indexOfLargeIds.TryGetValue(securityId, out int index))
            instrument = _instruments[index];
        return instrument is not null;
    }

    public FeedInstrument Add(uint securityId, int depth)
    {
        if (Count == _instruments.Length)
            Array.Resize(ref _instruments, Count * 2);
        FeedInstrument instrument = new(securityId, Count, depth);
        _instruments[Count] = instrument;
        if (securityId < DirectLimit)
        {
            if (securityId >= _bySmallId.Length)
                Array.Resize(ref _bySmallId, (int)Math.Max(securityId + 1, _bySmallId.Length * 2));
            _bySmallId[securityId] = instrument;
        }
        else
            _indexOfLargeIds.Add(securityId, Count);
        Count++;
        return instrument;
    }
}
