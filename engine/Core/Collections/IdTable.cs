using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// From a 32-bit id other than 0 to an object, for sets of ids that only grow: ids up to 65,535, which most venues get
/// along with, in an array, others in a map. A struct, so that what has it finds the array at once; not to be copied.
/// </summary>
internal struct IdTable<T> where T : class
{
    private const uint DirectIds = 1 << 16;

    private readonly Dictionary<uint, T> _others = [];

    // As long as the highest id below the limit wants it.
    private T?[] _direct = new T?[64];

    public IdTable()
    {
    }

    /// <summary>The object of an id, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T? Find(uint id)
    {
        T?[] direct = _direct;
        return id < (uint)direct.Length ? direct[id] : FindOther(id);
    }

    /// <summary>Adds an id that is not yet there.</summary>
    public void Add(uint id, T item)
    {
        if (id >= DirectIds)
        {
            _others.Add(id, item);
            return;
        }
        if (id >= (uint)_direct.Length)
            Array.Resize(ref _direct, (int)BitOperations.RoundUpToPowerOf2(id + 1));
        _direct[id] = item;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly T? FindOther(uint id) => _others.GetValueOrDefault(id);
}
