using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// From a 32-bit id other than 0 to an index, for sets of ids that only grow: ids up to 65,535, which most venues get
/// along with, in an array, others in a map.
/// </summary>
internal sealed class IdTable
{
    public const int None = -1;

    private const uint DirectIds = 1 << 16;

    private readonly LongMap _others = new(expectedCount: 16);

    // Index plus 1; as long as the highest id below the limit wants it.
    private int[] _direct = new int[64];

    /// <summary>Index of an id, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint id)
    {
        int[] direct = _direct;
        return id < (uint)direct.Length ? direct[id] - 1 : FindOther(id);
    }

    /// <summary>Adds an id that is not yet there.</summary>
    public void Add(uint id, int index)
    {
        if (id >= DirectIds)
        {
            _others.Add(id, index);
            return;
        }
        if (id >= (uint)_direct.Length)
            Array.Resize(ref _direct, (int)System.Numerics.BitOperations.RoundUpToPowerOf2(id + 1));
        _direct[id] = index + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindOther(uint id) => _others.TryGet(id, out long index) ? (int)index : None;
}
