namespace MediaDriverTests.Peer;

/// <summary>A subscription and the images that the driver gave it.</summary>
internal sealed class PeerSubscription(PeerClient client, long registrationId, int channelStatusId) : IDisposable
{
    private readonly List<PeerImage> _images = [];
    private int _looked;

    public long RegistrationId => registrationId;

    public int ChannelStatusId => channelStatusId;

    /// <summary>Images so far, in the order in which they came, also those that have gone.</summary>
    public IReadOnlyList<PeerImage> Images
    {
        get
        {
            for (; _looked < client.Heard.Count; _looked++)
            {
                PeerResponse each = client.Heard[_looked];
                if (each.Type == PeerClient.OnAvailableImage && each.Long(16) == registrationId)
                {
                    _images.Add(new PeerImage(client, each));
                }
                else if (each.Type == PeerClient.OnUnavailableImage && each.Long(8) == registrationId)
                {
                    _images.Find(image => image.CorrelationId == each.Long(0) && !image.IsGone)?.Leave();
                }
            }

            return _images;
        }
    }

    public PeerImage AwaitImage(int index = 0)
    {
        Support.Await.That($"image {index}", () => Images.Count > index, client.Turn);
        return Images[index];
    }

    public long Remove() => client.Send(PeerClient.RemoveSubscriptionType, command => command.Long(registrationId));

    public void Dispose()
    {
        foreach (PeerImage image in _images)
        {
            image.Dispose();
        }
    }
}
