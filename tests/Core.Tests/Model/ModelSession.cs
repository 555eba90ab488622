using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

internal sealed class ModelSession
{
    public uint Id { get; init; }

    public ulong Version { get; set; }

    public uint LastIn { get; set; }

    public uint NextOut { get; set; } = 1;

    public uint MaxOpen { get; set; }

    public CancelOnDisconnect OnDisconnect { get; set; }

    public bool IsBlocked { get; set; }

    public Dictionary<ulong, ulong> OrderIdOfClOrdId { get; } = [];
}
