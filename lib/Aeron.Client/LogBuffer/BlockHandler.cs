using Adaptive.Agrona;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>Takes blocks of whole frames as they stand in the log.</summary>
/// <param name="buffer">The term; holds the block during the call only.</param>
/// <param name="offset">First byte of the block, the header of a frame.</param>
/// <param name="length">Bytes of the block.</param>
/// <param name="sessionId">Session id of the stream.</param>
/// <param name="termId">Id of the term.</param>
public delegate void BlockHandler(IDirectBuffer buffer, int offset, int length, int sessionId, int termId);
