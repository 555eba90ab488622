using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>
/// One publication's stream as a subscription reads it. Polling is for one thread, the subscription's; the rest may be
/// called from any.
/// </summary>
public unsafe partial class Image
{
    private readonly UnsafeBufferPosition _position;
    private readonly UnsafeBuffer[] _terms;
    private readonly UnsafeBuffer _metaData;
    private readonly IErrorHandler _errorHandler;
    private readonly Header _header;
    private readonly int _termLength;
    private readonly int _termMask;
    private readonly long* _positionAddress;
    private TailDistance _distance;
    private volatile bool _isClosed;
    private long _finalPosition;
    private long _eosPosition = long.MaxValue;
    private bool _isRevoked;
    private bool _wasEndOfStream;
    private FragmentHandler? _lastDelegate;
    private IFragmentHandler? _lastHandler;

    internal Image(
        Subscription subscription,
        int sessionId,
        UnsafeBufferPosition subscriberPosition,
        LogBuffers logBuffers,
        IErrorHandler errorHandler,
        string sourceIdentity,
        long correlationId,
        long* positionAddress)
    {
        Subscription = subscription;
        SessionId = sessionId;
        SourceIdentity = sourceIdentity;
        CorrelationId = correlationId;
        LogBuffers = logBuffers;
        _position = subscriberPosition;
        _positionAddress = positionAddress;
        _errorHandler = errorHandler;
        _terms = logBuffers.Terms;
        _metaData = logBuffers.MetaData;
        _termLength = logBuffers.TermLength;
        _termMask = _termLength - 1;
        PositionBitsToShift = LogBufferDescriptor.PositionBitsToShift(_termLength);
        InitialTermId = LogBufferDescriptor.InitialTermId(_metaData);
        MtuLength = LogBufferDescriptor.MtuLength(_metaData);
        JoinPosition = subscriberPosition.Get();
        _finalPosition = JoinPosition;
        bool hasTails = sourceIdentity == Aeron.Context.IPC_CHANNEL;
        _distance = new TailDistance((byte*)_metaData.BufferPointer, InitialTermId, _termLength, hasTails);
        _header = new Header(InitialTermId, PositionBitsToShift, this);
    }

    /// <summary>The subscription that this belongs to.</summary>
    public Subscription Subscription { get; }

    /// <summary>Session id of the stream.</summary>
    public int SessionId { get; }

    /// <summary>Where the stream comes from: an address with port, or the channel of an IPC stream.</summary>
    public string SourceIdentity { get; }

    /// <summary>Correlation id under which the driver has the image.</summary>
    public long CorrelationId { get; }

    /// <summary>Bytes of a term.</summary>
    public int TermBufferLength => _termLength;

    /// <summary>Number of bits of an offset in a term.</summary>
    public int PositionBitsToShift { get; }

    /// <summary>Id of the first term.</summary>
    public int InitialTermId { get; }

    /// <summary>Bytes of the longest datagram, headers included.</summary>
    public int MtuLength { get; }

    /// <summary>Position at which the subscription joined the stream.</summary>
    public long JoinPosition { get; }

    /// <summary>Id of the counter that tells how far the subscription has read.</summary>
    public int SubscriberPositionId => _position.Id;

    /// <summary>Whether the image is no longer available.</summary>
    public bool Closed => _isClosed;

    /// <summary>
    /// Position up to which the subscription has read; the last one once closed. Setting it skips, forward and within
    /// the term only, to a multiple of 32.
    /// </summary>
    /// <exception cref="ArgumentException">The new position is out of range.</exception>
    public long Position
    {
        get => _isClosed ? _finalPosition : _position.Get();
        set
        {
            if (!_isClosed)
            {
                ValidatePosition(value);
                _position.SetRelease(value);
            }
        }
    }

    /// <summary>Whether everything of a stream that has ended has been read.</summary>
    public bool IsEndOfStream => _isClosed
        ? _wasEndOfStream
        : _position.Get() >= LogBufferDescriptor.EndOfStreamPosition(_metaData);

    /// <summary>Position at which the stream ends; 2^63 − 1 until that is known.</summary>
    public long EndOfStreamPosition =>
        _isClosed ? _eosPosition : LogBufferDescriptor.EndOfStreamPosition(_metaData);

    /// <summary>Whether the publication was revoked.</summary>
    public bool PublicationRevoked =>
        _isClosed ? _isRevoked : LogBufferDescriptor.IsPublicationRevoked(_metaData);

    internal LogBuffers LogBuffers { get; }

    /// <summary>Number of transports that feed the image.</summary>
    /// <returns>The number; 0 once closed.</returns>
    public int ActiveTransportCount() => _isClosed ? 0 : LogBufferDescriptor.ActiveTransportCount(_metaData);

    /// <summary>Tells the driver to reject the image: it becomes unavailable, and the publisher is told why.</summary>
    /// <param name="reason">The reason, ASCII, at most 1,023 characters.</param>
    public void Reject(string reason) => Subscription.RejectImage(CorrelationId, Position, reason);

    /// <inheritdoc/>
    public override string ToString() =>
        $"Image{{correlationId={CorrelationId}, sessionId={SessionId}, isClosed={_isClosed}, " +
        $"position={Position}, sourceIdentity={SourceIdentity}}}";

    internal void Close()
    {
        _finalPosition = _position.GetVolatile();
        _eosPosition = LogBufferDescriptor.EndOfStreamPosition(_metaData);
        _wasEndOfStream = _finalPosition >= _eosPosition;
        _isRevoked = LogBufferDescriptor.IsPublicationRevoked(_metaData);
        _isClosed = true;
    }

    private UnsafeBuffer ActiveTerm(long position) =>
        _terms[LogBufferDescriptor.IndexByPosition(position, PositionBitsToShift)];

    private void ValidatePosition(long position)
    {
        long current = _position.Get();
        long limit = (current - (current & _termMask)) + _termLength;
        if (position < current || position > limit)
        {
            throw new ArgumentException($"position must be {current} to {limit}: {position}");
        }

        if ((position & (FrameDescriptor.FRAME_ALIGNMENT - 1)) != 0)
        {
            throw new ArgumentException($"position must be a multiple of 32: {position}");
        }
    }
}
