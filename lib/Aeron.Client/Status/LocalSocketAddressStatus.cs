using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron.Status;

/// <summary>Finds the local addresses that a channel is bound to, which the driver tells by counters.</summary>
public static class LocalSocketAddressStatus
{
    /// <summary>Type of the counters.</summary>
    public const int LOCAL_SOCKET_ADDRESS_STATUS_TYPE_ID = AeronCounters.DRIVER_LOCAL_SOCKET_ADDRESS_STATUS_TYPE_ID;

    private const int LengthOffset = 4;

    /// <summary>The first address of a channel.</summary>
    /// <param name="countersReader">Reads the counters.</param>
    /// <param name="channelStatus">Status of the channel.</param>
    /// <param name="channelStatusId">Id of the channel's status counter.</param>
    /// <returns>"address:port", or null when the channel is not active or not bound.</returns>
    public static string? FindAddress(CountersReader countersReader, long channelStatus, int channelStatusId) =>
        FindAddresses(countersReader, channelStatus, channelStatusId).FirstOrDefault();

    /// <summary>All addresses of a channel.</summary>
    /// <param name="countersReader">Reads the counters.</param>
    /// <param name="channelStatus">Status of the channel.</param>
    /// <param name="channelStatusId">Id of the channel's status counter.</param>
    /// <returns>"address:port" each; none when the channel is not active or not bound.</returns>
    public static List<string> FindAddresses(CountersReader countersReader, long channelStatus, int channelStatusId)
    {
        var addresses = new List<string>();
        if (channelStatus != ChannelEndpointStatus.ACTIVE)
        {
            return addresses;
        }

        for (int id = 0; id <= countersReader.MaxCounterId; id++)
        {
            int state = countersReader.GetCounterState(id);
            if (state == CountersReader.RECORD_UNUSED)
            {
                break;
            }

            if (state == CountersReader.RECORD_ALLOCATED
                && countersReader.GetCounterTypeId(id) == LOCAL_SOCKET_ADDRESS_STATUS_TYPE_ID
                && countersReader.GetCounterValue(id) == ChannelEndpointStatus.ACTIVE)
            {
                AddAddress(addresses, countersReader.MetaDataBuffer, id, channelStatusId);
            }
        }

        return addresses;
    }

    private static void AddAddress(List<string> addresses, IAtomicBuffer metaData, int id, int channelStatusId)
    {
        int key = CountersReader.MetaDataOffset(id) + CountersReader.KEY_OFFSET;
        int length = metaData.GetInt(key + LengthOffset);
        if (metaData.GetInt(key) == channelStatusId && length > 0)
        {
            addresses.Add(metaData.GetStringAscii(key + LengthOffset, length));
        }
    }
}
