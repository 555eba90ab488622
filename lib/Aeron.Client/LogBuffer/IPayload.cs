namespace Adaptive.Aeron.LogBuffer;

/// <summary>
/// The bytes of a message that is being offered, handed out from front to back. Implemented by structures, so that each
/// kind gets compiled code of its own without calls through an interface.
/// </summary>
internal unsafe interface IPayload
{
    void Take(byte* destination, int length);
}
