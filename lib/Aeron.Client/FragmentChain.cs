using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>What all assemblers do with a fragment that is not a whole message.</summary>
internal static class FragmentChain
{
    /// <summary>Takes the first fragment of a message; of one that was not finished nothing stays.</summary>
    public static void Begin(BufferBuilder builder, IDirectBuffer buffer, int offset, int length, Header header) =>
        builder.Reset().CaptureHeader(header).Append(buffer, offset, length).NextTermOffset(header.NextTermOffset);

    /// <summary>Takes a further fragment and hands the message on with its last one.</summary>
    public static void Add(
        BufferBuilder builder, IFragmentHandler handler, IDirectBuffer buffer, int offset, int length, Header header)
    {
        if (!TryAppend(builder, buffer, offset, length, header))
        {
            return;
        }

        try
        {
            handler.OnFragment(builder.Buffer(), 0, builder.Limit(), builder.CompleteHeader(header));
        }
        finally
        {
            builder.Reset();
        }
    }

    /// <summary>The same for a handler that may abort: then the last fragment comes again.</summary>
    public static ControlledFragmentHandlerAction Add(
        BufferBuilder builder,
        IControlledFragmentHandler handler,
        IDirectBuffer buffer,
        int offset,
        int length,
        Header header)
    {
        int limit = builder.Limit();
        if (!TryAppend(builder, buffer, offset, length, header))
        {
            return ControlledFragmentHandlerAction.CONTINUE;
        }

        ControlledFragmentHandlerAction action =
            handler.OnFragment(builder.Buffer(), 0, builder.Limit(), builder.CompleteHeader(header));
        if (action == ControlledFragmentHandlerAction.ABORT)
        {
            builder.Limit(limit);
        }
        else
        {
            builder.Reset();
        }

        return action;
    }

    /// <summary>True when the message is whole.</summary>
    private static bool TryAppend(
        BufferBuilder builder, IDirectBuffer buffer, int offset, int length, Header header)
    {
        if (header.TermOffset != builder.NextTermOffset())
        {
            // A fragment is missing: what there is of the message is of no use.
            builder.Reset();
            return false;
        }

        builder.Append(buffer, offset, length);
        if ((header.Flags & FrameDescriptor.END_FRAG_FLAG) != 0)
        {
            return true;
        }

        builder.NextTermOffset(header.NextTermOffset);
        return false;
    }
}
