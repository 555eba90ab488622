using System.Runtime.ExceptionServices;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;

namespace MatchingEngine.Client.Feed;

/// <summary>One stream on one channel. Gives its packets to the sequence, whatever comes of it.</summary>
internal sealed unsafe class FeedSubscription : IFragmentHandler
{
    private const long LossMillis = 200;

    private readonly FeedPacketHandler _handler;
    private long _registrationId;
    private Subscription? _subscription;
    private ExceptionDispatchInfo? _thrown;
    private long _nowMillis;
    private long _reviveDueMillis;
    private bool _hasLostImage;

    public FeedSubscription(string channel, int streamId, FeedPacketHandler handler)
    {
        Channel = channel;
        StreamId = streamId;
        _handler = handler;
    }

    public string Channel { get; }

    public int StreamId { get; }

    /// <summary>Asks the driver for the subscription.</summary>
    public void Begin(Adaptive.Aeron.Aeron aeron)
    {
        _subscription = null;
        _hasLostImage = false;
        _reviveDueMillis = 0;
        // It may come and go while this subscriber does nothing.
        _registrationId = aeron.AsyncAddSubscription(
            Channel, StreamId, static _ => { }, _ => _hasLostImage = true);
    }

    /// <summary>Looks whether the driver has answered.</summary>
    /// <exception cref="Adaptive.Aeron.Exceptions.RegistrationException">The driver refuses the channel.</exception>
    public bool TryComplete(Adaptive.Aeron.Aeron aeron)
    {
        _subscription ??= aeron.GetSubscription(_registrationId);
        return _subscription is not null;
    }

    /// <summary>
    /// Subscribes anew when what was received is gone: the driver left this subscriber behind, and lets it in again
    /// when it asks. Where the venue is gone it does no harm.
    /// </summary>
    /// <exception cref="Adaptive.Aeron.Exceptions.RegistrationException">The driver refuses the channel.</exception>
    public void Revive(Adaptive.Aeron.Aeron aeron, long nowMillis)
    {
        if (!TryComplete(aeron))
            return;
        if (!_hasLostImage || _subscription!.ImageCount > 0)
            _reviveDueMillis = 0;
        else if (_reviveDueMillis == 0)
            _reviveDueMillis = nowMillis + LossMillis;
        else if (nowMillis >= _reviveDueMillis)
            Renew(aeron);
    }

    public void End()
    {
        _subscription = null;
        _registrationId = 0;
    }

    private void Renew(Adaptive.Aeron.Aeron aeron)
    {
        _subscription!.Dispose();
        Begin(aeron);
    }

    /// <summary>Takes packets. What the handler throws comes out here, and the packet counts as taken.</summary>
    public int Poll(int packetLimit, long nowMillis)
    {
        if (_subscription is null)
            return 0;
        _nowMillis = nowMillis;
        int packets = _subscription.Poll(this, packetLimit);
        if (_thrown is { } thrown)
        {
            _thrown = null;
            thrown.Throw();
        }
        return packets;
    }

    /// <inheritdoc/>
    public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header)
    {
        // Aeron's client would give an exception to its error handler and go on.
        try
        {
            var packet = new ReadOnlySpan<byte>((byte*)buffer.BufferPointer + offset, length);
            _handler.OnPacket(header.SessionId, packet, _nowMillis);
        }
        catch (Exception exception)
        {
            _thrown ??= ExceptionDispatchInfo.Capture(exception);
        }
    }
}
