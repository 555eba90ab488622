using System.Runtime.InteropServices;

namespace MatchingEngine.Challenge;

/// <summary>
/// What resting orders have executed, for those that have. The benchmark's modify names the quantity that is open
/// afterwards, the engine's replace the total with what was executed.
/// </summary>
internal sealed class ExecutedQuantities
{
    private const int Groups = 4_096;

    private readonly Dictionary<ulong, long> _byOrderId = [];

    // How many orders there are in a group of ids: most groups have none, so most orders need no search.
    private readonly int[] _countOfGroup = new int[Groups];

    public long Of(ulong orderId) => CountOf(orderId) == 0 ? 0 : _byOrderId.GetValueOrDefault(orderId);

    public void Set(ulong orderId, long executed)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_byOrderId, orderId, out bool exists) = executed;
        if (!exists)
            CountOf(orderId)++;
    }

    public void Forget(ulong orderId)
    {
        if (CountOf(orderId) > 0 && _byOrderId.Remove(orderId))
            CountOf(orderId)--;
    }

    private ref int CountOf(ulong orderId) => ref _countOfGroup[(int)(orderId % Groups)];
}
