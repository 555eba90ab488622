using Adaptive.Aeron.Status;

namespace Adaptive.Aeron;

/// <summary>Ignores errors that receivers send.</summary>
public class NoOpPublicationErrorFrameHandler : IPublicationErrorFrameHandler
{
    /// <inheritdoc/>
    public void OnPublicationError(PublicationErrorFrame errorFrame)
    {
    }
}
