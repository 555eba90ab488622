using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>Types of the counters that a driver makes and ids of those that it always has.</summary>
public static class AeronCounters
{
    /// <summary>Type: a counter of the driver as a whole.</summary>
    public const int DRIVER_SYSTEM_COUNTER_TYPE_ID = 0;

    /// <summary>Type: how far a publication may go.</summary>
    public const int DRIVER_PUBLISHER_LIMIT_TYPE_ID = 1;

    /// <summary>Type: how far a publication has been sent.</summary>
    public const int DRIVER_SENDER_POSITION_TYPE_ID = 2;

    /// <summary>Type: how far anything of an image has arrived.</summary>
    public const int DRIVER_RECEIVER_HWM_TYPE_ID = 3;

    /// <summary>Type: how far a subscriber has read.</summary>
    public const int DRIVER_SUBSCRIBER_POSITION_TYPE_ID = 4;

    /// <summary>Type: how far an image has arrived without a gap.</summary>
    public const int DRIVER_RECEIVER_POS_TYPE_ID = 5;

    /// <summary>Type: status of a channel that sends.</summary>
    public const int DRIVER_SEND_CHANNEL_STATUS_TYPE_ID = 6;

    /// <summary>Type: status of a channel that receives.</summary>
    public const int DRIVER_RECEIVE_CHANNEL_STATUS_TYPE_ID = 7;

    /// <summary>Type: how far a publication may be sent.</summary>
    public const int DRIVER_SENDER_LIMIT_TYPE_ID = 9;

    /// <summary>Type: something else about an image.</summary>
    public const int DRIVER_PER_IMAGE_TYPE_ID = 10;

    /// <summary>Type: a client's heartbeat.</summary>
    public const int DRIVER_HEARTBEAT_TYPE_ID = 11;

    /// <summary>Type: how far a publication has been written.</summary>
    public const int DRIVER_PUBLISHER_POS_TYPE_ID = 12;

    /// <summary>Type: how often a sender was held back.</summary>
    public const int DRIVER_SENDER_BPE_TYPE_ID = 13;

    /// <summary>Type: a local address of a channel.</summary>
    public const int DRIVER_LOCAL_SOCKET_ADDRESS_STATUS_TYPE_ID = 14;

    /// <summary>Type: number of receivers of a flow control.</summary>
    public const int FLOW_CONTROL_RECEIVERS_COUNTER_TYPE_ID = 17;

    /// <summary>Type: number of destinations of a publication.</summary>
    public const int MDC_DESTINATIONS_COUNTER_TYPE_ID = 18;

    /// <summary>Type: number of NAKs that a publication got.</summary>
    public const int DRIVER_SENDER_NAKS_RECEIVED_TYPE_ID = 19;

    /// <summary>Type: number of NAKs that an image sent.</summary>
    public const int DRIVER_RECEIVER_NAKS_SENT_TYPE_ID = 20;

    /// <summary>Id of the system counter: bytes sent.</summary>
    public const int SYSTEM_COUNTER_ID_BYTES_SENT = 0;

    /// <summary>Id of the system counter: bytes received.</summary>
    public const int SYSTEM_COUNTER_ID_BYTES_RECEIVED = 1;

    /// <summary>Id of the system counter: receiver proxy fails.</summary>
    public const int SYSTEM_COUNTER_ID_RECEIVER_PROXY_FAILS = 2;

    /// <summary>Id of the system counter: sender proxy fails.</summary>
    public const int SYSTEM_COUNTER_ID_SENDER_PROXY_FAILS = 3;

    /// <summary>Id of the system counter: conductor proxy fails.</summary>
    public const int SYSTEM_COUNTER_ID_CONDUCTOR_PROXY_FAILS = 4;

    /// <summary>Id of the system counter: NAK messages sent.</summary>
    public const int SYSTEM_COUNTER_ID_NAK_MESSAGES_SENT = 5;

    /// <summary>Id of the system counter: NAK messages received.</summary>
    public const int SYSTEM_COUNTER_ID_NAK_MESSAGES_RECEIVED = 6;

    /// <summary>Id of the system counter: status messages sent.</summary>
    public const int SYSTEM_COUNTER_ID_STATUS_MESSAGES_SENT = 7;

    /// <summary>Id of the system counter: status messages received.</summary>
    public const int SYSTEM_COUNTER_ID_STATUS_MESSAGES_RECEIVED = 8;

    /// <summary>Id of the system counter: heartbeats sent.</summary>
    public const int SYSTEM_COUNTER_ID_HEARTBEATS_SENT = 9;

    /// <summary>Id of the system counter: heartbeats received.</summary>
    public const int SYSTEM_COUNTER_ID_HEARTBEATS_RECEIVED = 10;

    /// <summary>Id of the system counter: retransmits sent.</summary>
    public const int SYSTEM_COUNTER_ID_RETRANSMITS_SENT = 11;

    /// <summary>Id of the system counter: flow control under runs.</summary>
    public const int SYSTEM_COUNTER_ID_FLOW_CONTROL_UNDER_RUNS = 12;

    /// <summary>Id of the system counter: flow control over runs.</summary>
    public const int SYSTEM_COUNTER_ID_FLOW_CONTROL_OVER_RUNS = 13;

    /// <summary>Id of the system counter: invalid packets.</summary>
    public const int SYSTEM_COUNTER_ID_INVALID_PACKETS = 14;

    /// <summary>Id of the system counter: errors.</summary>
    public const int SYSTEM_COUNTER_ID_ERRORS = 15;

    /// <summary>Id of the system counter: short sends.</summary>
    public const int SYSTEM_COUNTER_ID_SHORT_SENDS = 16;

    /// <summary>Id of the system counter: free fails.</summary>
    public const int SYSTEM_COUNTER_ID_FREE_FAILS = 17;

    /// <summary>Id of the system counter: sender flow control limits.</summary>
    public const int SYSTEM_COUNTER_ID_SENDER_FLOW_CONTROL_LIMITS = 18;

    /// <summary>Id of the system counter: unblocked publications.</summary>
    public const int SYSTEM_COUNTER_ID_UNBLOCKED_PUBLICATIONS = 19;

    /// <summary>Id of the system counter: unblocked commands.</summary>
    public const int SYSTEM_COUNTER_ID_UNBLOCKED_COMMANDS = 20;

    /// <summary>Id of the system counter: possible TTL asymmetry.</summary>
    public const int SYSTEM_COUNTER_ID_POSSIBLE_TTL_ASYMMETRY = 21;

    /// <summary>Id of the system counter: controllable idle strategy.</summary>
    public const int SYSTEM_COUNTER_ID_CONTROLLABLE_IDLE_STRATEGY = 22;

    /// <summary>Id of the system counter: loss gap fills.</summary>
    public const int SYSTEM_COUNTER_ID_LOSS_GAP_FILLS = 23;

    /// <summary>Id of the system counter: client timeouts.</summary>
    public const int SYSTEM_COUNTER_ID_CLIENT_TIMEOUTS = 24;

    /// <summary>Id of the system counter: resolution changes.</summary>
    public const int SYSTEM_COUNTER_ID_RESOLUTION_CHANGES = 25;

    /// <summary>Id of the system counter: conductor max cycle time.</summary>
    public const int SYSTEM_COUNTER_ID_CONDUCTOR_MAX_CYCLE_TIME = 26;

    /// <summary>Id of the system counter: conductor cycle time threshold exceeded.</summary>
    public const int SYSTEM_COUNTER_ID_CONDUCTOR_CYCLE_TIME_THRESHOLD_EXCEEDED = 27;

    /// <summary>Id of the system counter: sender max cycle time.</summary>
    public const int SYSTEM_COUNTER_ID_SENDER_MAX_CYCLE_TIME = 28;

    /// <summary>Id of the system counter: sender cycle time threshold exceeded.</summary>
    public const int SYSTEM_COUNTER_ID_SENDER_CYCLE_TIME_THRESHOLD_EXCEEDED = 29;

    /// <summary>Id of the system counter: receiver max cycle time.</summary>
    public const int SYSTEM_COUNTER_ID_RECEIVER_MAX_CYCLE_TIME = 30;

    /// <summary>Id of the system counter: receiver cycle time threshold exceeded.</summary>
    public const int SYSTEM_COUNTER_ID_RECEIVER_CYCLE_TIME_THRESHOLD_EXCEEDED = 31;

    /// <summary>Id of the system counter: name resolver max time.</summary>
    public const int SYSTEM_COUNTER_ID_NAME_RESOLVER_MAX_TIME = 32;

    /// <summary>Id of the system counter: name resolver time threshold exceeded.</summary>
    public const int SYSTEM_COUNTER_ID_NAME_RESOLVER_TIME_THRESHOLD_EXCEEDED = 33;

    /// <summary>Id of the system counter: aeron version.</summary>
    public const int SYSTEM_COUNTER_ID_AERON_VERSION = 34;

    /// <summary>Id of the system counter: bytes currently mapped.</summary>
    public const int SYSTEM_COUNTER_ID_BYTES_CURRENTLY_MAPPED = 35;

    /// <summary>Id of the system counter: retransmitted bytes.</summary>
    public const int SYSTEM_COUNTER_ID_RETRANSMITTED_BYTES = 36;

    /// <summary>Id of the system counter: retransmit overflow.</summary>
    public const int SYSTEM_COUNTER_ID_RETRANSMIT_OVERFLOW = 37;

    /// <summary>Id of the system counter: error frames received.</summary>
    public const int SYSTEM_COUNTER_ID_ERROR_FRAMES_RECEIVED = 38;

    /// <summary>Id of the system counter: error frames sent.</summary>
    public const int SYSTEM_COUNTER_ID_ERROR_FRAMES_SENT = 39;

    /// <summary>Id of the system counter: publications revoked.</summary>
    public const int SYSTEM_COUNTER_ID_PUBLICATIONS_REVOKED = 40;

    /// <summary>Id of the system counter: publication images revoked.</summary>
    public const int SYSTEM_COUNTER_ID_PUBLICATION_IMAGES_REVOKED = 41;

    /// <summary>Id of the system counter: images rejected.</summary>
    public const int SYSTEM_COUNTER_ID_IMAGES_REJECTED = 42;

    /// <summary>Id of the system counter: control protocol version.</summary>
    public const int SYSTEM_COUNTER_ID_CONTROL_PROTOCOL_VERSION = 43;

    /// <summary>Id of the system counter: status messages rejected.</summary>
    public const int SYSTEM_COUNTER_ID_STATUS_MESSAGES_REJECTED = 44;

    /// <summary>Id of the system counter: native resource agent proxy fails.</summary>
    public const int SYSTEM_COUNTER_ID_NATIVE_RESOURCE_AGENT_PROXY_FAILS = 45;

    /// <summary>Appends to the label of a counter, as much as fits.</summary>
    /// <param name="metaDataBuffer">The counters' metadata.</param>
    /// <param name="counterId">Id of the counter.</param>
    /// <param name="value">What is appended.</param>
    /// <returns>Bytes appended; 0 when the counter is not in use.</returns>
    public static int AppendToLabel(IAtomicBuffer metaDataBuffer, int counterId, string value)
    {
        int record = CountersReader.MetaDataOffset(counterId);
        if (metaDataBuffer.GetIntVolatile(record) != CountersReader.RECORD_ALLOCATED)
        {
            return 0;
        }

        int lengthOffset = record + CountersReader.LABEL_OFFSET;
        int length = metaDataBuffer.GetInt(lengthOffset);
        int written = metaDataBuffer.PutStringWithoutLengthAscii(
            lengthOffset + BitUtil.SIZE_OF_INT + length, value, 0, CountersReader.MAX_LABEL_LENGTH - length);
        metaDataBuffer.PutIntRelease(lengthOffset, length + written);
        return written;
    }

    /// <summary>Sets the reference id of a counter.</summary>
    /// <param name="metaDataBuffer">The counters' metadata.</param>
    /// <param name="valuesBuffer">The counters' values.</param>
    /// <param name="counterId">Id of the counter.</param>
    /// <param name="referenceId">The id.</param>
    public static void SetReferenceId(
        IAtomicBuffer metaDataBuffer, IAtomicBuffer valuesBuffer, int counterId, long referenceId) =>
        valuesBuffer.PutLong(
            CountersReader.CounterOffset(counterId) + CountersReader.REFERENCE_ID_OFFSET, referenceId);
}
