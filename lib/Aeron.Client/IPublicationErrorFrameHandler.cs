using Adaptive.Aeron.Status;

namespace Adaptive.Aeron;

/// <summary>Is told of errors that receivers send for a publication. Called by the client's conductor.</summary>
public interface IPublicationErrorFrameHandler
{
    /// <summary>A receiver has sent an error.</summary>
    /// <param name="errorFrame">The error; overwritten by the next one.</param>
    void OnPublicationError(PublicationErrorFrame errorFrame);
}
