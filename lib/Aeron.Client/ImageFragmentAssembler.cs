using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>
/// Puts messages together from their fragments, of one image, and hands on each message as a whole; one
/// that is a single fragment goes through without a copy. For one thread.
/// </summary>
public class ImageFragmentAssembler : IFragmentHandler
{
    private readonly IFragmentHandler _delegate;
    private readonly BufferBuilder _builder;

    /// <summary>Hands messages on to a delegate.</summary>
    /// <param name="fragmentHandler">Gets each message.</param>
    /// <param name="initialBufferLength">Bytes of memory to begin with; it grows as needed.</param>
    public ImageFragmentAssembler(FragmentHandler fragmentHandler, int initialBufferLength = 0)
        : this(HandlerHelper.ToFragmentHandler(fragmentHandler), initialBufferLength)
    {
    }

    /// <summary>Hands messages on to a handler.</summary>
    /// <param name="fragmentHandler">Gets each message.</param>
    /// <param name="initialBufferLength">Bytes of memory to begin with; it grows as needed.</param>
    public ImageFragmentAssembler(IFragmentHandler fragmentHandler, int initialBufferLength = 0)
    {
        _delegate = fragmentHandler;
        _builder = new BufferBuilder(initialBufferLength);
    }

    /// <summary>Who gets the messages.</summary>
    /// <returns>The handler.</returns>
    public IFragmentHandler Delegate() => _delegate;

    /// <inheritdoc/>
    public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header)
    {
        byte flags = header.Flags;
        if ((flags & FrameDescriptor.UNFRAGMENTED) == FrameDescriptor.UNFRAGMENTED)
        {
            _delegate.OnFragment(buffer, offset, length, header);
        }
        else if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) != 0)
        {
            FragmentChain.Begin(_builder, buffer, offset, length, header);
        }
        else
        {
            FragmentChain.Add(_builder, _delegate, buffer, offset, length, header);
        }
    }
}
