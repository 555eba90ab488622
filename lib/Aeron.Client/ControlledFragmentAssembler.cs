using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>
/// Puts messages together from their fragments, of any number of images, told apart by their session, for a controlled
/// poll; one that is a single fragment goes through without a copy. For one thread.
/// </summary>
public class ControlledFragmentAssembler : IControlledFragmentHandler
{
    private readonly IControlledFragmentHandler _delegate;
    private readonly Dictionary<int, BufferBuilder> _builders = [];
    private readonly int _initialBufferLength;

    /// <summary>Hands messages on to a handler.</summary>
    /// <param name="delegate">Gets each message and says how the poll goes on.</param>
    /// <param name="initialBufferLength">Bytes of memory to begin with; it grows as needed.</param>
    public ControlledFragmentAssembler(IControlledFragmentHandler @delegate, int initialBufferLength = 0)
    {
        _delegate = @delegate;
        _initialBufferLength = initialBufferLength;
    }

    /// <summary>Who gets the messages.</summary>
    /// <returns>The handler.</returns>
    public IControlledFragmentHandler Delegate() => _delegate;

    /// <summary>Gives the memory of a session back, when its image is gone.</summary>
    /// <param name="sessionId">Session id.</param>
    /// <returns>Whether there was any.</returns>
    public bool FreeSessionBuffer(int sessionId) => _builders.Remove(sessionId);

    /// <summary>Gives the memory of all sessions back.</summary>
    public void Clear() => _builders.Clear();

    /// <inheritdoc/>
    public ControlledFragmentHandlerAction OnFragment(IDirectBuffer buffer, int offset, int length, Header header)
    {
        byte flags = header.Flags;
        if ((flags & FrameDescriptor.UNFRAGMENTED) == FrameDescriptor.UNFRAGMENTED)
        {
            return _delegate.OnFragment(buffer, offset, length, header);
        }

        if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) != 0)
        {
            if (!_builders.TryGetValue(header.SessionId, out BufferBuilder? builder))
            {
                builder = new BufferBuilder(_initialBufferLength);
                _builders.Add(header.SessionId, builder);
            }

            FragmentChain.Begin(builder, buffer, offset, length, header);
            return ControlledFragmentHandlerAction.CONTINUE;
        }

        return _builders.TryGetValue(header.SessionId, out BufferBuilder? known)
            ? FragmentChain.Add(known, _delegate, buffer, offset, length, header)
            : ControlledFragmentHandlerAction.CONTINUE;
    }
}
