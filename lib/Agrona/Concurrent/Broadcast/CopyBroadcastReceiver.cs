namespace Adaptive.Agrona.Concurrent.Broadcast;

/// <summary>
/// Receives broadcast messages by copying each one out and looking afterwards whether it was whole. For one thread.
/// </summary>
public class CopyBroadcastReceiver
{
    /// <summary>Length of the longest message, in bytes, unless another is given.</summary>
    public const int ScratchBufferSize = 4096;

    private readonly BroadcastReceiver _receiver;
    private readonly IMutableDirectBuffer _scratch;

    /// <summary>Receives messages of up to <see cref="ScratchBufferSize"/> bytes.</summary>
    /// <param name="receiver">Where they come from.</param>
    public CopyBroadcastReceiver(BroadcastReceiver receiver)
        : this(receiver, ScratchBufferSize)
    {
    }

    /// <summary>Receives messages of limited length.</summary>
    /// <param name="receiver">Where they come from.</param>
    /// <param name="scratchBufferLength">Bytes of the longest message.</param>
    public CopyBroadcastReceiver(BroadcastReceiver receiver, int scratchBufferLength)
        : this(receiver, new UnsafeBuffer(new byte[scratchBufferLength]))
    {
    }

    /// <summary>Receives messages into a given buffer.</summary>
    /// <param name="receiver">Where they come from.</param>
    /// <param name="scratchBuffer">As long as the longest message.</param>
    public CopyBroadcastReceiver(BroadcastReceiver receiver, IMutableDirectBuffer scratchBuffer)
    {
        _receiver = receiver;
        _scratch = scratchBuffer;
    }

    /// <summary>Receives one message, when there is one.</summary>
    /// <param name="handler">Gets the message.</param>
    /// <returns>1 when there was one, 0 when not.</returns>
    /// <exception cref="InvalidOperationException">
    /// Messages have been lost because this receiver is too slow, or one is longer than what it is copied into.
    /// </exception>
    public int Receive(MessageHandler handler)
    {
        long lappedCount = _receiver.LappedCount();
        if (!_receiver.ReceiveNext())
        {
            return 0;
        }

        if (_receiver.LappedCount() != lappedCount)
        {
            throw TooSlow();
        }

        int length = _receiver.Length();
        int typeId = _receiver.TypeId();
        if ((uint)length > (uint)_scratch.Capacity)
        {
            throw _receiver.Validate()
                ? new InvalidOperationException($"message of {length} bytes, room for {_scratch.Capacity}")
                : TooSlow();
        }

        _scratch.PutBytes(0, _receiver.Buffer(), _receiver.Offset(), length);
        if (!_receiver.Validate())
        {
            throw TooSlow();
        }

        handler(typeId, _scratch, 0, length);
        return 1;
    }

    private static InvalidOperationException TooSlow() => new("unable to keep up with broadcast");
}
