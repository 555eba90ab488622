using Adaptive.Agrona;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>Takes fragments and says how the poll goes on.</summary>
public interface IControlledFragmentHandler
{
    /// <summary>Takes one fragment.</summary>
    /// <param name="buffer">Holds the payload during the call only.</param>
    /// <param name="offset">First byte of the payload.</param>
    /// <param name="length">Bytes of the payload.</param>
    /// <param name="header">The fragment's header, valid during the call only.</param>
    /// <returns>How the poll goes on.</returns>
    ControlledFragmentHandlerAction OnFragment(IDirectBuffer buffer, int offset, int length, Header header);
}
