using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Asks for a counter that outlives its client: registration id at 16, type at 24, key at 28, then, aligned, the label.
/// </summary>
public class StaticCounterMessageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new StaticCounterMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Registration id.</summary>
    /// <returns>The value.</returns>
    public long RegistrationId() => Message.GetLong(Origin + 16);

    /// <summary>Sets: registration id.</summary>
    /// <param name="registrationId">The value.</param>
    /// <returns>This.</returns>
    public StaticCounterMessageFlyweight RegistrationId(long registrationId)
    {
        Message.PutLong(Origin + 16, registrationId);
        return this;
    }

    /// <summary>Type of the counter.</summary>
    /// <returns>The value.</returns>
    public int TypeId() => Message.GetInt(Origin + 24);

    /// <summary>Sets: type of the counter.</summary>
    /// <param name="typeId">The value.</param>
    /// <returns>This.</returns>
    public StaticCounterMessageFlyweight TypeId(int typeId)
    {
        Message.PutInt(Origin + 24, typeId);
        return this;
    }

    /// <summary>Where the key begins.</summary>
    /// <returns>Offset in bytes from the beginning of the message.</returns>
    public int KeyBufferOffset() => 32;

    /// <summary>Length of the key.</summary>
    /// <returns>Bytes.</returns>
    public int KeyBufferLength() => Message.GetInt(Origin + 28);

    /// <summary>Sets the key; the label is set after it.</summary>
    /// <param name="keyBuffer">Holds the key; null for none.</param>
    /// <param name="keyOffset">First byte.</param>
    /// <param name="keyLength">Bytes.</param>
    /// <returns>This.</returns>
    public StaticCounterMessageFlyweight KeyBuffer(IDirectBuffer? keyBuffer, int keyOffset, int keyLength)
    {
        int length = keyBuffer is null ? 0 : keyLength;
        Message.PutInt(Origin + 28, length);
        if (keyBuffer is not null)
        {
            Message.PutBytes(Origin + 32, keyBuffer, keyOffset, length);
        }

        return this;
    }

    /// <summary>Where the label begins.</summary>
    /// <returns>Offset in bytes from the beginning of the message.</returns>
    public int LabelBufferOffset() => LabelLengthOffset() + BitUtil.SIZE_OF_INT;

    /// <summary>Length of the label.</summary>
    /// <returns>Bytes.</returns>
    public int LabelBufferLength() => Message.GetInt(Origin + LabelLengthOffset());

    /// <summary>Sets the label.</summary>
    /// <param name="labelBuffer">Holds the label.</param>
    /// <param name="labelOffset">First byte.</param>
    /// <param name="labelLength">Bytes.</param>
    /// <returns>This.</returns>
    public StaticCounterMessageFlyweight LabelBuffer(IDirectBuffer labelBuffer, int labelOffset, int labelLength)
    {
        Message.PutInt(Origin + LabelLengthOffset(), labelLength);
        Message.PutBytes(Origin + LabelBufferOffset(), labelBuffer, labelOffset, labelLength);
        return this;
    }

    /// <summary>Sets the label, ASCII.</summary>
    /// <param name="label">The label.</param>
    /// <returns>This.</returns>
    public StaticCounterMessageFlyweight Label(string label)
    {
        Message.PutStringAscii(Origin + LabelLengthOffset(), label);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => LabelBufferOffset() + LabelBufferLength();

    /// <summary>Length of a message.</summary>
    /// <param name="keyLength">Bytes of the key.</param>
    /// <param name="labelLength">Bytes of the label.</param>
    /// <returns>Bytes.</returns>
    public static int ComputeLength(int keyLength, int labelLength) =>
        36 + BitUtil.Align(keyLength, BitUtil.SIZE_OF_INT) + labelLength;

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length)
    {
        CheckLength(msgTypeId, length, 36, 28);
        CheckLength(msgTypeId, length, LabelBufferOffset(), LabelLengthOffset());
    }

    private int LabelLengthOffset() => 32 + BitUtil.Align(KeyBufferLength(), BitUtil.SIZE_OF_INT);
}
