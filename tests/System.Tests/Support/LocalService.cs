using MatchingEngine.Client;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.SystemTests.Support;

/// <summary>A service in the process of the tests, with two sessions.</summary>
internal sealed class LocalService : IDisposable
{
    private readonly TempDirectory _data = new();
    private readonly SessionDefinition[] _sessions =
        [SessionDefinition.WithRandomKey(1, "first"), SessionDefinition.WithRandomKey(2, "second")];

    public LocalService(
        ThreadLayout threads,
        OrderEntryOptions? orderEntry = null,
        CoreLimits? limits = null,
        DurabilityPolicy durability = DurabilityPolicy.Group)
    {
        Service = MatchingService.Start(new ServiceOptions
        {
            Engine = new EngineOptions
            {
                DataDirectory = _data.FullPath,
                Durability = durability,
                Threads = threads,
                Limits = limits ?? CoreLimits.Default,
            },
            OrderEntry = orderEntry ?? new OrderEntryOptions(),
            Sessions = new SessionDirectory(_sessions),
        }, static _ => { });
    }

    public MatchingService Service { get; }

    public OrderEntryClientOptions ClientOptions(int session) => new()
    {
        EndPoint = Service.EndPoint,
        SessionID = _sessions[session - 1].SessionId,
        Key = new SessionKey(_sessions[session - 1].Key),
        FlushMode = FlushMode.Batched,
        Reconnect = ReconnectPolicy.None,
    };

    public RawSession RawSession(int session) => new(_sessions[session - 1]);

    public void Dispose()
    {
        Service.Dispose();
        _data.Dispose();
    }
}
