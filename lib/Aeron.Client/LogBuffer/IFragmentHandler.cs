using Adaptive.Agrona;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>Takes fragments of messages as they stand in the log, on the thread that polls.</summary>
public interface IFragmentHandler
{
    /// <summary>
    /// Takes one fragment. What it throws goes to the error handler, and the fragment counts as taken.
    /// </summary>
    /// <param name="buffer">Holds the payload during the call only.</param>
    /// <param name="offset">First byte of the payload.</param>
    /// <param name="length">Bytes of the payload.</param>
    /// <param name="header">The fragment's header, valid during the call only.</param>
    void OnFragment(IDirectBuffer buffer, int offset, int length, Header header);
}
