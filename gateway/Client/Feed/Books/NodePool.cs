using System.Runtime.CompilerServices;

namespace MatchingEngine.Client.Feed;

/// <summary>Nodes by index, given out and taken back; allocates only when it grows.</summary>
internal sealed class NodePool<TNode>(int capacity) where TNode : struct
{
    /// <summary>No node.</summary>
    public const int None = -1;

    private TNode[] _nodes = new TNode[capacity];
    private int[] _free = new int[capacity];
    private int _freeCount;
    private int _used;

    /// <summary>A node; not to be kept across <see cref="Take"/>.</summary>
    public ref TNode this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _nodes[index];
    }

    /// <summary>Gives out a node; its content is whatever it was.</summary>
    public int Take()
    {
        if (_freeCount > 0)
            return _free[--_freeCount];
        if (_used == _nodes.Length)
        {
            int length = checked(_nodes.Length * 2);
            Array.Resize(ref _nodes, length);
            Array.Resize(ref _free, length);
        }
        return _used++;
    }

    /// <summary>Takes a node back.</summary>
    public void Return(int index) => _free[_freeCount++] = index;
}
