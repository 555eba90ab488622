namespace Adaptive.Aeron;

/// <summary>Is told of an image that a subscription can read from now on. Called by the client's conductor.</summary>
/// <param name="image">The image.</param>
public delegate void AvailableImageHandler(Image image);
