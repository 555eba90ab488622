namespace Adaptive.Aeron;

/// <summary>Is told of an image that a subscription can no longer read. Called by the client's conductor.</summary>
/// <param name="image">The image; it is closed.</param>
public delegate void UnavailableImageHandler(Image image);
