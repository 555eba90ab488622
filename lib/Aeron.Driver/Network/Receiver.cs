using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Network;

/// <summary>
/// Takes data from the network, rebuilds images and answers their sources. One duty cycle a turn, on one thread.
/// </summary>
internal sealed class Receiver(DriverServices services) : IAgent
{
    private readonly ReceiveBatch _batch = new();
    private readonly List<ReceiveEndpoint> _endpoints = [];
    private readonly List<NetworkImage> _images = [];

    public string Name => "receiver";

    public void Add(ReceiveEndpoint endpoint) => _endpoints.Add(endpoint);

    public void Remove(ReceiveEndpoint endpoint) => _endpoints.Remove(endpoint);

    public void Add(NetworkImage image)
    {
        _images.Add(image);
        image.Endpoint.AddImage(image);
    }

    public void Remove(NetworkImage image) => _images.Remove(image);

    public int DoWork(long nowNanos)
    {
        int work = services.ForReceiver.Drain(services);
        for (int index = 0; index < _endpoints.Count; index++)
        {
            work += _endpoints[index].Poll(_batch, nowNanos);
        }

        for (int index = 0; index < _images.Count; index++)
        {
            work += _images[index].DoWork(nowNanos);
        }

        return work;
    }

    public void Dispose() => _batch.Dispose();
}
