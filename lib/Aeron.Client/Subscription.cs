using Adaptive.Aeron.LogBuffer;
using Adaptive.Aeron.Status;

namespace Adaptive.Aeron;

/// <summary>
/// Receives the messages of a stream of a channel, from any number of publications, each of which is an image. Polling
/// is for one thread; everything else may be called from any.
/// </summary>
public class Subscription : IDisposable
{
    private readonly ClientConductor _conductor;
    private volatile Image[] _images = [];
    private volatile bool _isClosed;
    private int _roundRobinIndex;
    private FragmentHandler? _lastDelegate;
    private IFragmentHandler? _lastHandler;

    internal Subscription(
        ClientConductor conductor,
        string channel,
        int streamId,
        long registrationId,
        AvailableImageHandler? availableImageHandler,
        UnavailableImageHandler? unavailableImageHandler)
    {
        _conductor = conductor;
        Channel = channel;
        StreamId = streamId;
        RegistrationId = registrationId;
        AvailableImageHandler = availableImageHandler;
        UnavailableImageHandler = unavailableImageHandler;
    }

    /// <summary>Channel as it was asked for.</summary>
    public string Channel { get; }

    /// <summary>Stream id.</summary>
    public int StreamId { get; }

    /// <summary>Registration id.</summary>
    public long RegistrationId { get; }

    /// <summary>Is told of images that become available; null for nobody.</summary>
    public AvailableImageHandler? AvailableImageHandler { get; }

    /// <summary>Is told of images that become unavailable; null for nobody.</summary>
    public UnavailableImageHandler? UnavailableImageHandler { get; }

    /// <summary>Id of the counter that tells the channel's status; −1 for none.</summary>
    public int ChannelStatusId { get; internal set; } = ChannelEndpointStatus.NO_ID_ALLOCATED;

    /// <summary>Status of the channel, see <see cref="ChannelEndpointStatus"/>; −2 when closed.</summary>
    public long ChannelStatus =>
        _isClosed ? ClientConductor.NoChannelStatus : _conductor.ChannelStatus(ChannelStatusId);

    /// <summary>Whether this has been disposed, or its client has.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether there is an image.</summary>
    public bool IsConnected => _images.Length > 0;

    /// <summary>Whether there is no image.</summary>
    public bool HasNoImages => _images.Length == 0;

    /// <summary>Number of images.</summary>
    public int ImageCount => _images.Length;

    /// <summary>The images as they are now.</summary>
    public IList<Image> Images => [.. _images];

    /// <summary>Local addresses that the channel is bound to, "address:port" each.</summary>
    public List<string> LocalSocketAddresses => _isClosed
        ? []
        : LocalSocketAddressStatus.FindAddresses(_conductor.CountersReader, ChannelStatus, ChannelStatusId);

    /// <summary>The first local address that the channel is bound to, or null.</summary>
    public string? ResolvedEndpoint => _isClosed
        ? null
        : LocalSocketAddressStatus.FindAddress(_conductor.CountersReader, ChannelStatus, ChannelStatusId);

    /// <summary>The channel with the port that the system chose in place of port 0.</summary>
    /// <returns>The channel, or null when it is not bound yet.</returns>
    public string? TryResolveChannelEndpointPort()
    {
        if (ResolvedEndpoint is not { } endpoint)
        {
            return null;
        }

        ChannelUri uri = ChannelUri.Parse(Channel);
        uri.ReplaceEndpointWildcardPort(endpoint);
        return uri.ToString();
    }

    /// <summary>Takes fragments of all images in turn.</summary>
    /// <param name="fragmentHandler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken, of all images together.</param>
    /// <returns>Fragments taken.</returns>
    public int Poll(FragmentHandler fragmentHandler, int fragmentLimit)
    {
        if (!ReferenceEquals(_lastDelegate, fragmentHandler))
        {
            _lastDelegate = fragmentHandler;
            _lastHandler = HandlerHelper.ToFragmentHandler(fragmentHandler);
        }

        return Poll(_lastHandler!, fragmentLimit);
    }

    /// <summary>Takes fragments of all images in turn.</summary>
    /// <param name="fragmentHandler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken, of all images together.</param>
    /// <returns>Fragments taken.</returns>
    public int Poll(IFragmentHandler fragmentHandler, int fragmentLimit)
    {
        Image[] images = _images;
        int start = NextStart(images.Length);
        int fragments = 0;
        for (int i = start; i < images.Length && fragments < fragmentLimit; i++)
        {
            fragments += images[i].Poll(fragmentHandler, fragmentLimit - fragments);
        }

        for (int i = 0; i < start && fragments < fragmentLimit; i++)
        {
            fragments += images[i].Poll(fragmentHandler, fragmentLimit - fragments);
        }

        return fragments;
    }

    /// <summary>Takes fragments of all images in turn as the handler says.</summary>
    /// <param name="fragmentHandler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken, of all images together.</param>
    /// <returns>Fragments taken.</returns>
    public int ControlledPoll(ControlledFragmentHandler fragmentHandler, int fragmentLimit) =>
        ControlledPoll(HandlerHelper.ToControlledFragmentHandler(fragmentHandler), fragmentLimit);

    /// <summary>Takes fragments of all images in turn as the handler says.</summary>
    /// <param name="fragmentHandler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken, of all images together.</param>
    /// <returns>Fragments taken.</returns>
    public int ControlledPoll(IControlledFragmentHandler fragmentHandler, int fragmentLimit)
    {
        Image[] images = _images;
        int start = NextStart(images.Length);
        int fragments = 0;
        for (int i = start; i < images.Length && fragments < fragmentLimit; i++)
        {
            fragments += images[i].ControlledPoll(fragmentHandler, fragmentLimit - fragments);
        }

        for (int i = 0; i < start && fragments < fragmentLimit; i++)
        {
            fragments += images[i].ControlledPoll(fragmentHandler, fragmentLimit - fragments);
        }

        return fragments;
    }

    /// <summary>Takes a block of whole frames, headers included, of each image.</summary>
    /// <param name="blockHandler">Gets each block.</param>
    /// <param name="blockLengthLimit">Most bytes of a block.</param>
    /// <returns>Bytes taken.</returns>
    public long BlockPoll(BlockHandler blockHandler, int blockLengthLimit)
    {
        long bytes = 0;
        foreach (Image image in _images)
        {
            bytes += image.BlockPoll(blockHandler, blockLengthLimit);
        }

        return bytes;
    }

    /// <summary>The image of a session.</summary>
    /// <param name="sessionId">The session id.</param>
    /// <returns>The image, or null.</returns>
    public Image? ImageBySessionId(int sessionId) => Array.Find(_images, image => image.SessionId == sessionId);

    /// <summary>The image at an index, which changes as images come and go.</summary>
    /// <param name="index">0 to <see cref="ImageCount"/> − 1.</param>
    /// <returns>The image.</returns>
    public Image ImageAtIndex(int index) => _images[index];

    /// <summary>Shows each image.</summary>
    /// <param name="consumer">Gets the image.</param>
    public void ForEachImage(Action<Image> consumer)
    {
        foreach (Image image in _images)
        {
            consumer(image);
        }
    }

    /// <summary>Adds a channel to receive from, to a channel with control mode manual; waits for the driver.</summary>
    /// <param name="endpointChannel">The channel.</param>
    public void AddDestination(string endpointChannel) =>
        _conductor.AddRcvDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Removes a channel to receive from; waits for the driver.</summary>
    /// <param name="endpointChannel">The channel.</param>
    public void RemoveDestination(string endpointChannel) =>
        _conductor.RemoveRcvDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Adds a channel to receive from without waiting; see <see cref="Aeron.IsCommandActive"/>.</summary>
    /// <param name="endpointChannel">The channel.</param>
    /// <returns>Correlation id of the command.</returns>
    public long AsyncAddDestination(string endpointChannel) =>
        _conductor.AsyncAddRcvDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Removes a channel to receive from without waiting; see <see cref="Aeron.IsCommandActive"/>.</summary>
    /// <param name="endpointChannel">The channel.</param>
    /// <returns>Correlation id of the command.</returns>
    public long AsyncRemoveDestination(string endpointChannel) =>
        _conductor.AsyncRemoveRcvDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Closes the subscription. Does not wait for the driver.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _conductor.RemoveSubscription(this);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Subscription{{registrationId={RegistrationId}, streamId={StreamId}, channel={Channel}, " +
        $"imageCount={ImageCount}, isClosed={_isClosed}}}";

    /// <summary>Marks this as closed and hands its images over, to be closed by the caller.</summary>
    internal Image[] InternalClose()
    {
        _isClosed = true;
        Image[] images = _images;
        _images = [];
        return images;
    }

    internal void AddImage(Image image) => _images = [.. _images, image];

    internal Image? RemoveImage(long correlationId)
    {
        Image? image = Array.Find(_images, candidate => candidate.CorrelationId == correlationId);
        if (image is not null)
        {
            _images = [.. _images.Where(other => !ReferenceEquals(other, image))];
        }

        return image;
    }

    internal void RejectImage(long correlationId, long position, string reason) =>
        _conductor.RejectImage(correlationId, position, reason);

    private int NextStart(int length)
    {
        int start = _roundRobinIndex++;
        if (start >= length)
        {
            _roundRobinIndex = 1;
            start = 0;
        }

        return start;
    }

    private long CheckedRegistrationId() => _isClosed
        ? throw new Exceptions.AeronException("Subscription is closed")
        : RegistrationId;
}
