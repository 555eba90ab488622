using System.Runtime.InteropServices;

namespace MatchingEngine.Challenge;

/// <summary>
/// What resting orders have executed, for those that have. The benchmark's modify names the quantity that is open
/// afterwards, the engine's replace the total with what was executed.
/// </summary>
internal sealed class ExecutedQuantities
{
    private readonly Dictionary<ulong, long> _byOrderId = [];

    public long Of(ulong orderId) =>
        _byOrderId.Count > 0 && _byOrderId.TryGetValue(orderId, out long executed) ? executed : 0;

    public void Set(ulong orderId, long executed) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_byOrderId, orderId, out _) = executed;

    public void Forget(ulong orderId) => _byOrderId.Remove(orderId);
}
