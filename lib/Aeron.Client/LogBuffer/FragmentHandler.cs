using Adaptive.Agrona;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>Takes fragments; the delegate form of <see cref="IFragmentHandler"/>.</summary>
/// <param name="buffer">Holds the payload during the call only.</param>
/// <param name="offset">First byte of the payload.</param>
/// <param name="length">Bytes of the payload.</param>
/// <param name="header">The fragment's header, valid during the call only.</param>
public delegate void FragmentHandler(IDirectBuffer buffer, int offset, int length, Header header);
