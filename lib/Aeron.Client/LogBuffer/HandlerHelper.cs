using Adaptive.Agrona;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>Makes handlers of delegates.</summary>
public static class HandlerHelper
{
    /// <summary>Makes a handler of a delegate.</summary>
    /// <param name="delegate">The delegate.</param>
    /// <returns>The handler.</returns>
    public static IFragmentHandler ToFragmentHandler(FragmentHandler @delegate) => new Fragments(@delegate);

    /// <summary>Makes a handler of a delegate.</summary>
    /// <param name="delegate">The delegate.</param>
    /// <returns>The handler.</returns>
    public static IControlledFragmentHandler ToControlledFragmentHandler(ControlledFragmentHandler @delegate) =>
        new ControlledFragments(@delegate);

    /// <summary>Makes a handler of a delegate.</summary>
    /// <param name="delegate">The delegate.</param>
    /// <returns>The handler.</returns>
    public static IBlockHandler ToBlockHandler(BlockHandler @delegate) => new Blocks(@delegate);

    private sealed class Fragments(FragmentHandler handler) : IFragmentHandler
    {
        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header) =>
            handler(buffer, offset, length, header);
    }

    private sealed class ControlledFragments(ControlledFragmentHandler handler) : IControlledFragmentHandler
    {
        public ControlledFragmentHandlerAction OnFragment(
            IDirectBuffer buffer, int offset, int length, Header header) => handler(buffer, offset, length, header);
    }

    private sealed class Blocks(BlockHandler handler) : IBlockHandler
    {
        public void OnBlock(IDirectBuffer buffer, int offset, int length, int sessionId, int termId) =>
            handler(buffer, offset, length, sessionId, termId);
    }
}
