namespace Adaptive.Agrona.Concurrent;

/// <summary>Takes one message of a ring or broadcast buffer, on the thread that reads it.</summary>
/// <param name="msgTypeId">Type of the message, 1 or more.</param>
/// <param name="buffer">Holds the message during the call only.</param>
/// <param name="index">First byte of the message.</param>
/// <param name="length">Bytes of the message.</param>
public delegate void MessageHandler(int msgTypeId, IMutableDirectBuffer buffer, int index, int length);
