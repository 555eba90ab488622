namespace Adaptive.Agrona.Concurrent.RingBuffer;

/// <summary>Messages from producers to one consumer through shared memory.</summary>
public interface IRingBuffer
{
    /// <summary>Bytes of the ring without the trailer.</summary>
    /// <returns>A power of two.</returns>
    int Capacity();

    /// <summary>Writes a message.</summary>
    /// <param name="msgTypeId">Type, 1 or more.</param>
    /// <param name="srcBuffer">Holds the message.</param>
    /// <param name="srcIndex">First byte.</param>
    /// <param name="length">Bytes, at most <see cref="MaxMsgLength"/>.</param>
    /// <returns>False when there is no room now.</returns>
    /// <exception cref="ArgumentException">Type or length are out of range.</exception>
    bool Write(int msgTypeId, IDirectBuffer srcBuffer, int srcIndex, int length);

    /// <summary>Claims room for a message that is then written in place and committed or aborted.</summary>
    /// <param name="msgTypeId">Type, 1 or more.</param>
    /// <param name="length">Bytes, at most <see cref="MaxMsgLength"/>.</param>
    /// <returns>Index of the message in <see cref="Buffer"/>, or a negative number when there is no room now.</returns>
    /// <exception cref="ArgumentException">Type or length are out of range.</exception>
    int TryClaim(int msgTypeId, int length);

    /// <summary>Hands a claimed message to the consumer.</summary>
    /// <param name="index">What <see cref="TryClaim"/> returned.</param>
    void Commit(int index);

    /// <summary>Makes a claimed message one that the consumer skips.</summary>
    /// <param name="index">What <see cref="TryClaim"/> returned.</param>
    void Abort(int index);

    /// <summary>Reads all messages there are up to the end of the ring; for the consumer's thread.</summary>
    /// <param name="handler">Gets each message.</param>
    /// <returns>Messages read.</returns>
    int Read(MessageHandler handler);

    /// <summary>Reads messages up to the end of the ring; for the consumer's thread.</summary>
    /// <param name="handler">Gets each message.</param>
    /// <param name="messageCountLimit">Most messages that are read.</param>
    /// <returns>Messages read.</returns>
    int Read(MessageHandler handler, int messageCountLimit);

    /// <summary>Length of the longest message.</summary>
    /// <returns>Bytes.</returns>
    int MaxMsgLength();

    /// <summary>Takes a number that nobody else on this ring has.</summary>
    /// <returns>The number.</returns>
    long NextCorrelationId();

    /// <summary>The memory of ring and trailer.</summary>
    /// <returns>The buffer.</returns>
    IAtomicBuffer Buffer();

    /// <summary>Writes the consumer's heartbeat.</summary>
    /// <param name="time">Epoch milliseconds; −1 when the consumer has ended.</param>
    void ConsumerHeartbeatTime(long time);

    /// <summary>The consumer's heartbeat.</summary>
    /// <returns>Epoch milliseconds; 0 before the first one.</returns>
    long ConsumerHeartbeatTime();

    /// <summary>Position up to which room is claimed.</summary>
    /// <returns>Bytes since the beginning.</returns>
    long ProducerPosition();

    /// <summary>Position up to which messages are consumed.</summary>
    /// <returns>Bytes since the beginning.</returns>
    long ConsumerPosition();

    /// <summary>Bytes claimed and not consumed.</summary>
    /// <returns>0 to capacity.</returns>
    int Size();

    /// <summary>
    /// Makes the record at the head one that is skipped, when a producer claimed it and died. Only to be called when
    /// the head has not moved for longer than a live producer needs.
    /// </summary>
    /// <returns>Whether there was such a record.</returns>
    bool Unblock();
}
