using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>
/// Says what stands in the reserved value of a frame. Called by the publisher before the frame is committed.
/// </summary>
/// <param name="termBuffer">The term.</param>
/// <param name="termOffset">First byte of the frame.</param>
/// <param name="frameLength">Bytes of the frame with its header.</param>
/// <returns>The value.</returns>
public delegate long ReservedValueSupplier(IDirectBuffer termBuffer, int termOffset, int frameLength);
