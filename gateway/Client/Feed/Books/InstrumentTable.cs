using System.Runtime.CompilerServices;

namespace MatchingEngine.Client.Feed;

/// <summary>Something for each instrument: small ids by index, large ones by hash. Finding allocates nothing.</summary>
internal sealed class InstrumentTable<T> where T : class
{
    private const uint DirectIds = 4_096;

    private readonly T?[] _direct = new T?[DirectIds];
    private readonly Dictionary<uint, T> _others = [];
    private readonly List<T> _all = [];

    /// <summary>All of them, in the order in which they were added.</summary>
    public IReadOnlyList<T> All => _all;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T? Find(uint securityId) =>
        securityId < DirectIds ? _direct[securityId] : _others.GetValueOrDefault(securityId);

    public void Add(uint securityId, T item)
    {
        if (securityId < DirectIds)
            _direct[securityId] = item;
        else
            _others.Add(securityId, item);
        _all.Add(item);
    }
}
