using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>
/// Allocates the counters of streams and channels with the keys and labels that tools and clients know.
/// </summary>
internal sealed class StreamCounters(DriverServices services)
{
    private const int MaxKeyChannelLength = 92;

    public DriverCounter Stream(
        Undo undo, int typeId, string name, in StreamIdentity stream, long? joinPosition = null)
    {
        byte[] channel = Encoding.ASCII.GetBytes(stream.Channel);
        Span<byte> key = stackalloc byte[CountersTable.MaxKeyLength];
        int channelLength = Math.Min(channel.Length, MaxKeyChannelLength);
        BinaryPrimitives.WriteInt64LittleEndian(key, stream.RegistrationId);
        BinaryPrimitives.WriteInt32LittleEndian(key[8..], stream.SessionId);
        BinaryPrimitives.WriteInt32LittleEndian(key[12..], stream.StreamId);
        BinaryPrimitives.WriteInt32LittleEndian(key[16..], channelLength);
        channel.AsSpan(0, channelLength).CopyTo(key[20..]);
        string label = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {stream.RegistrationId} {stream.SessionId} {stream.StreamId} {stream.Channel}");
        if (joinPosition is { } position)
        {
            label += string.Create(CultureInfo.InvariantCulture, $" @{position}");
        }

        return Allocate(undo, new CounterDescription(
            typeId,
            key[..(20 + channelLength)],
            Encoding.ASCII.GetBytes(label),
            stream.RegistrationId,
            stream.ClientId,
            stream.ReferenceId));
    }

    /// <summary>How a channel does, or how many destinations it has: known by the channel alone.</summary>
    public DriverCounter Channel(Undo undo, int typeId, string name, string channel, long registrationId)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(channel);
        Span<byte> key = stackalloc byte[CountersTable.MaxKeyLength];
        int length = Math.Min(bytes.Length, CountersTable.MaxKeyLength - 4);
        BinaryPrimitives.WriteInt32LittleEndian(key, length);
        bytes.AsSpan(0, length).CopyTo(key[4..]);
        return Allocate(undo, new CounterDescription(
            typeId, key[..(4 + length)], Encoding.ASCII.GetBytes($"{name}: {channel}"), registrationId, 0));
    }

    /// <summary>The address that a channel's socket is bound to.</summary>
    public DriverCounter LocalAddress(
        Undo undo, string name, DriverCounter status, IPEndPoint address, long registrationId)
    {
        byte[] text = Encoding.ASCII.GetBytes(address.ToString());
        Span<byte> key = stackalloc byte[8 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(key, status.Id);
        BinaryPrimitives.WriteInt32LittleEndian(key[4..], text.Length);
        text.CopyTo(key[8..]);
        string label = string.Create(CultureInfo.InvariantCulture, $"{name}: {status.Id} {address}");
        DriverCounter counter = Allocate(undo, new CounterDescription(
            CounterTypes.LocalSocketAddress, key, Encoding.ASCII.GetBytes(label), registrationId, 0));
        counter.Value = 1;
        return counter;
    }

    public DriverCounter ClientHeartbeat(long clientId)
    {
        Span<byte> key = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(key, clientId);
        string label = string.Create(CultureInfo.InvariantCulture, $"client-heartbeat: id={clientId}");
        return Allocate(new CounterDescription(
            CounterTypes.ClientHeartbeat, key, Encoding.ASCII.GetBytes(label), clientId, clientId));
    }

    public DriverCounter Allocate(in CounterDescription description) =>
        services.Cnc.Counters.TryAllocate(description, DriverServices.NowMillis())
            ?? throw new CommandRefusedException(
                ErrorCode.GenericError, $"no counter left of {services.Cnc.Counters.Capacity}");

    public void Free(DriverCounter counter) => services.Cnc.Counters.Free(counter, DriverServices.NowMillis());

    public void Free(IEnumerable<DriverCounter> counters)
    {
        foreach (DriverCounter counter in counters)
        {
            Free(counter);
        }
    }

    /// <summary>The counter is given back if the addition that it is for fails.</summary>
    private DriverCounter Allocate(Undo undo, in CounterDescription description)
    {
        DriverCounter counter = Allocate(description);
        undo.OnFailure(() => Free(counter));
        return counter;
    }
}
