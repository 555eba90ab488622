using System.Runtime.ExceptionServices;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;

namespace MatchingEngine.Client.Feed;

/// <summary>One stream on one channel. Gives its packets to the sequence, whatever comes of it.</summary>
internal sealed unsafe class FeedSubscription : IFragmentHandler
{
    private readonly FeedPacketHandler _handler;
    private long _registrationId;
    private Subscription? _subscription;
    private ExceptionDispatchInfo? _thrown;
    private long _nowMillis;

    public FeedSubscription(string channel, int streamId, FeedPacketHandler handler)
    {
        Channel = channel;
        StreamId = streamId;
        _handler = handler;
    }

    public string Channel { get; }

    public int StreamId { get; }

    /// <summary>Whether a publication is received.</summary>
    public bool IsConnected => _subscription is { IsConnected: true };

    /// <summary>Asks the driver for the subscription.</summary>
    public void Begin(Adaptive.Aeron.Aeron aeron)
    {
        _subscription = null;
        _registrationId = aeron.AsyncAddSubscription(Channel, StreamId);
    }

    /// <summary>Looks whether the driver has answered.</summary>
    /// <exception cref="Adaptive.Aeron.Exceptions.RegistrationException">The driver refuses the channel.</exception>
    public bool TryComplete(Adaptive.Aeron.Aeron aeron)
    {
        _subscription ??= aeron.GetSubscription(_registrationId);
        return _subscription is not null;
    }

    public void End()
    {
        _subscription = null;
        _registrationId = 0;
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
