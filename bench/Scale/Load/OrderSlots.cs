using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Scale.Load;

/// <summary>
/// The resting orders of a run as the client knows them, each in a slot, and the making of client order ids that lead
/// back to the slot.
/// </summary>
internal sealed class OrderSlots(LoadCase loadCase, int maxIds)
{
    // Sparse: 40 bits that wander over their whole range without meeting again, and the slot.
    private const int SlotBits = 24;
    private const ulong Wander = 0x9E_3779_B97F;
    private const ulong WanderMask = (1UL << 40) - 1;

    private readonly ulong[] _clOrdIds = new ulong[loadCase.RestingOrders];
    private readonly int[] _instruments = new int[loadCase.RestingOrders];
    private readonly byte[] _isBuy = new byte[loadCase.RestingOrders];
    private readonly int[] _slotOfId = new int[loadCase.SparseIds ? 0 : maxIds];
    private ulong _idCount;

    public ulong ClOrdIdOf(int slot) => _clOrdIds[slot];

    public int InstrumentOf(int slot) => _instruments[slot];

    public Side SideOf(int slot) => _isBuy[slot] != 0 ? Side.Buy : Side.Sell;

    /// <summary>Forgets everything; the arrays stay resident.</summary>
    public void Clear()
    {
        Array.Fill(_clOrdIds, ulong.MaxValue);
        Array.Fill(_instruments, -1);
        Array.Fill(_isBuy, (byte)1);
        Array.Fill(_slotOfId, -1);
        _idCount = 0;
    }

    /// <summary>Puts a new order into a slot.</summary>
    public void Set(int slot, int instrument, Side side)
    {
        _instruments[slot] = instrument;
        _isBuy[slot] = side == Side.Buy ? (byte)1 : (byte)0;
        NextIdOf(slot);
    }

    /// <summary>Gives the order in a slot a client order id that was never given.</summary>
    public ulong NextIdOf(int slot)
    {
        ulong id = NextId(slot);
        _clOrdIds[slot] = id;
        return id;
    }

    /// <summary>A client order id that was never given, of an order that will not rest.</summary>
    public ulong NextId(int slot = 0)
    {
        ulong number = ++_idCount;
        if (loadCase.SparseIds)
            return ((number * Wander) & WanderMask) << SlotBits | (uint)slot;
        _slotOfId[number] = slot;
        return number;
    }

    public int SlotOf(ulong clOrdId) =>
        loadCase.SparseIds ? (int)(clOrdId & ((1 << SlotBits) - 1)) : _slotOfId[clOrdId];
}
