using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>
/// Puts messages together from their fragments, of one image, for a controlled poll; one that is a single
/// fragment goes through without a copy. For one thread.
/// </summary>
public class ImageControlledFragmentAssembler : IControlledFragmentHandler
{
    private readonly IControlledFragmentHandler _delegate;
    private readonly BufferBuilder _builder;

    /// <summary>Hands messages on to a handler.</summary>
    /// <param name="delegate">Gets each message and says how the poll goes on.</param>
    /// <param name="initialBufferLength">Bytes of memory to begin with; it grows as needed.</param>
    public ImageControlledFragmentAssembler(IControlledFragmentHandler @delegate, int initialBufferLength = 0)
    {
        _delegate = @delegate;
        _builder = new BufferBuilder(initialBufferLength);
    }

    /// <summary>Who gets the messages.</summary>
    /// <returns>The handler.</returns>
    public IControlledFragmentHandler Delegate() => _delegate;

    /// <summary>What puts the messages together.</summary>
    /// <returns>The builder.</returns>
    public BufferBuilder Builder() => _builder;

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
            FragmentChain.Begin(_builder, buffer, offset, length, header);
            return ControlledFragmentHandlerAction.CONTINUE;
        }

        return FragmentChain.Add(_builder, _delegate, buffer, offset, length, header);
    }
}
