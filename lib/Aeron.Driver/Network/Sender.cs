using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Publications;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Network;

/// <summary>
/// Sends what publications hold and takes what receivers answer. One duty cycle a turn, on one thread.
/// </summary>
internal sealed class Sender(DriverServices services) : IAgent
{
    /// <summary>A sender that is always busy must still look for status messages: each this many turns.</summary>
    private const int DutyCycleRatio = 6;

    private readonly SendBatch _batch = new();
    private readonly ReceiveBatch _received = new();
    private readonly List<SendEndpoint> _endpoints = [];
    private readonly List<SenderStream> _streams = [];
    private readonly long _pollIntervalNanos = services.Context.StatusMessageTimeoutNanos / 2;
    private long _lastPollNanos;
    private int _turnsUntilPoll;
    private int _first;

    public string Name => "sender";

    public void Add(SendEndpoint endpoint) => _endpoints.Add(endpoint);

    public void Remove(SendEndpoint endpoint) => _endpoints.Remove(endpoint);

    public void Add(SendEndpoint endpoint, SenderStream stream)
    {
        endpoint.Add(stream);
        _streams.Add(stream);
    }

    public void Remove(SendEndpoint endpoint, SenderStream stream)
    {
        endpoint.Remove(stream);
        _streams.Remove(stream);
    }

    public int DoWork(long nowNanos)
    {
        int work = services.ForSender.Drain(services);
        int sent = SendAll(nowNanos);
        if (sent == 0 || --_turnsUntilPoll <= 0 || nowNanos - _lastPollNanos >= _pollIntervalNanos)
        {
            _turnsUntilPoll = DutyCycleRatio;
            _lastPollNanos = nowNanos;
            for (int index = 0; index < _endpoints.Count; index++)
            {
                work += _endpoints[index].Poll(_received, nowNanos);
            }
        }

        return work + sent;
    }

    public void Dispose()
    {
        _batch.Dispose();
        _received.Dispose();
    }

    /// <summary>Each turn begins with another publication, so that none always waits for the rest.</summary>
    private int SendAll(long nowNanos)
    {
        int count = _streams.Count;
        if (count == 0)
        {
            return 0;
        }

        _first = _first + 1 < count ? _first + 1 : 0;
        int sent = 0;
        for (int index = _first; index < count; index++)
        {
            sent += _streams[index].Send(_batch, nowNanos);
        }

        for (int index = 0; index < _first; index++)
        {
            sent += _streams[index].Send(_batch, nowNanos);
        }

        return sent;
    }
}
