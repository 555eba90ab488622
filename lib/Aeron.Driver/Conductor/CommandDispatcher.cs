using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Publications;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>
/// Reads commands and has them done. Every command gets an answer: what it asked for, or an error with a code and a
/// reason.
/// </summary>
internal sealed class CommandDispatcher(
    DriverServices services,
    ClientRegistry clients,
    CounterRegistry counters,
    PublicationRegistry publications,
    SubscriptionRegistry subscriptions,
    ImageRegistry images,
    HostLookups lookups)
{
    private const int MaxChannelLength = 4096;
    private const int MaxReasonLength = 1023;
    private const int MaxTokenLength = 4096;
    private const int MaxWaiting = 1024;
    private const int PublicationFlagRevoke = 1;

    /// <summary>Commands that wait for the address of a host, by correlation id.</summary>
    private readonly HashSet<long> _waiting = [];

    /// <summary>Does at most one command, so that streams need not wait for a client that sends many.</summary>
    public int Poll(long nowNanos)
    {
        ToDriverRing ring = services.Cnc.ToDriver;
        if (!ring.TryPeek(out int typeId, out ReadOnlySpan<byte> payload))
        {
            return 0;
        }

        try
        {
            Dispatch((CommandType)typeId, payload, new HostAnswers(), nowNanos);
        }
        finally
        {
            ring.Release();
        }

        return 1;
    }

    private static CommandRefusedException Unsupported(string what) =>
        new(ErrorCode.NotSupported, $"this driver does not serve {what}");

    private void Dispatch(CommandType type, ReadOnlySpan<byte> payload, HostAnswers hosts, long nowNanos)
    {
        long correlationId = -1;
        try
        {
            var reader = new CommandReader(payload);
            long clientId = reader.Long();
            correlationId = reader.Long();
            try
            {
                Do(type, clientId, correlationId, reader, hosts, nowNanos);
            }
            catch (UnresolvedHostException unresolved)
            {
                WaitFor(unresolved.Host, hosts, type, clientId, correlationId, payload.ToArray());
            }
        }
        catch (CommandRefusedException refused)
        {
            services.Report(refused);
            services.Notifier.Error(correlationId, refused.Code, refused.Message);
        }
        catch (Exception error)
        {
            // Whatever went wrong: a client that gets no answer waits until it takes the driver for dead.
            services.Report(error);
            services.Notifier.Error(correlationId, ErrorCode.GenericError, error.Message);
        }
    }

    /// <summary>The command is done again when the address is known, unless nobody wants it any more.</summary>
    private void WaitFor(
        string host, HostAnswers hosts, CommandType type, long clientId, long correlationId, byte[] command)
    {
        if (_waiting.Count == MaxWaiting)
        {
            throw new CommandRefusedException(
                ErrorCode.ResourceTemporarilyUnavailable, $"{MaxWaiting} commands wait for addresses of hosts");
        }

        lookups.Begin(host, addresses =>
        {
            bool isWanted = _waiting.Remove(correlationId);
            if (clients.Find(clientId) is not { IsClosing: false })
            {
                services.Notifier.Error(correlationId, ErrorCode.GenericError, $"client {clientId} has gone");
            }
            else if (isWanted)
            {
                hosts.Add(host, addresses);
                Dispatch(type, command, hosts, DriverServices.NowNanos());
            }
        });
        _waiting.Add(correlationId);
    }

    private void Do(
        CommandType type,
        long clientId,
        long correlationId,
        CommandReader reader,
        HostAnswers hosts,
        long nowNanos)
    {
        switch (type)
        {
            case CommandType.AddPublication or CommandType.AddExclusivePublication:
                clients.GetOrAdd(clientId);
                StreamCommand command = Stream(clientId, correlationId, ref reader, hosts);
                AddPublication(command, type == CommandType.AddExclusivePublication, nowNanos);
                break;

            case CommandType.RemovePublication:
                long publicationId = reader.Long();
                long flags = reader.Remaining >= sizeof(long) ? reader.Long() : 0;
                if (!Abandon(publicationId, correlationId))
                {
                    publications.Remove(correlationId, publicationId, (flags & PublicationFlagRevoke) != 0, nowNanos);
                }

                break;

            case CommandType.AddSubscription:
                clients.GetOrAdd(clientId);
                reader.Long();
                subscriptions.Add(Stream(clientId, correlationId, ref reader, hosts), nowNanos);
                break;

            case CommandType.RemoveSubscription:
                long subscriptionId = reader.Long();
                if (!Abandon(subscriptionId, correlationId))
                {
                    subscriptions.Remove(correlationId, subscriptionId, nowNanos);
                }

                break;

            case CommandType.ClientKeepAlive:
                if (clients.Find(clientId) is { } alive)
                {
                    alive.Heartbeat.Value = DriverServices.NowMillis();
                }

                break;

            case CommandType.ClientClose:
                if (clients.Find(clientId) is { } closing)
                {
                    closing.IsClosing = true;
                }

                break;

            case CommandType.AddDestination or CommandType.RemoveDestination or CommandType.RemoveDestinationById:
                ChangeDestination(type, correlationId, ref reader, hosts);
                break;

            case CommandType.AddReceiveDestination or CommandType.RemoveReceiveDestination:
                throw Unsupported("multi-destination subscriptions");

            default:
                DoOther(type, clientId, correlationId, ref reader, nowNanos);
                break;
        }
    }

    private void DoOther(
        CommandType type, long clientId, long correlationId, ref CommandReader reader, long nowNanos)
    {
        switch (type)
        {
            case CommandType.AddCounter:
                clients.GetOrAdd(clientId);
                int typeId = reader.Int();
                counters.Add(correlationId, clientId, typeId, Key(ref reader), Label(ref reader));
                break;

            case CommandType.AddStaticCounter:
                long registrationId = reader.Long();
                int staticTypeId = reader.Int();
                counters.AddStatic(correlationId, staticTypeId, registrationId, Key(ref reader), Label(ref reader));
                break;

            case CommandType.RemoveCounter:
                counters.Remove(correlationId, reader.Long());
                break;

            case CommandType.TerminateDriver:
                Terminate(reader.Bytes(MaxTokenLength));
                break;

            case CommandType.RejectImage:
                long imageId = reader.Long();
                reader.Long();
                images.Reject(correlationId, imageId, reader.Text(MaxReasonLength), nowNanos);
                break;

            case CommandType.GetNextAvailableSessionId:
                int streamId = reader.Int();
                services.Notifier.NextAvailableSessionId(correlationId, publications.NextSessionId(streamId));
                break;

            default:
                throw new CommandRefusedException(
                    ErrorCode.UnknownCommandType, $"unknown command type: 0x{(int)type:X}");
        }
    }

    private static byte[] Key(ref CommandReader reader) => reader.Bytes(CountersTable.MaxKeyLength);

    private static byte[] Label(ref CommandReader reader)
    {
        reader.Align();
        return reader.Bytes(CountersTable.MaxLabelLength);
    }

    private static StreamCommand Stream(
        long clientId, long correlationId, ref CommandReader reader, HostAnswers hosts)
    {
        int streamId = reader.Int();
        return new StreamCommand(clientId, correlationId, streamId, reader.Text(MaxChannelLength), hosts);
    }

    /// <summary>What is removed may still wait to be added; then it never is. False when it does not wait.</summary>
    private bool Abandon(long registrationId, long correlationId)
    {
        bool waits = _waiting.Remove(registrationId);
        if (waits)
        {
            services.Notifier.OperationSucceeded(correlationId);
        }

        return waits;
    }

    private void AddPublication(in StreamCommand command, bool isExclusive, long nowNanos)
    {
        using var undo = new Undo();
        DriverPublication publication = publications.Prepare(command, isExclusive, undo, out bool isNew);
        List<SubscriberPosition> waiting = isNew ? subscriptions.PrepareToJoin(publication, undo) : [];
        undo.Keep();
        publications.Add(command, publication);
        subscriptions.Join(waiting, nowNanos);
    }

    private void ChangeDestination(
        CommandType type, long correlationId, ref CommandReader reader, HostAnswers hosts)
    {
        SendEndpoint endpoint = publications.ManualEndpointOf(reader.Long());
        NamedDestinations named = endpoint.Named;
        if (type == CommandType.RemoveDestinationById)
        {
            named.RemoveById(reader.Long());
        }
        else
        {
            NativeAddress address = NativeAddress.Of(
                endpoint.Channel.Destination(reader.Text(MaxChannelLength), hosts));
            if (type == CommandType.AddDestination)
            {
                named.Add(correlationId, address);
            }
            else
            {
                named.Remove(address);
            }
        }

        Destination[] distinct = named.Distinct();
        services.ForSender.Post(() => endpoint.Destinations!.Replace(distinct));
        services.Notifier.OperationSucceeded(correlationId);
    }

    private void Terminate(byte[] token)
    {
        if (services.Context.TerminationValidator?.Invoke(token) != true)
        {
            throw new CommandRefusedException(ErrorCode.GenericError, "termination of the driver is not allowed");
        }

        services.Context.TerminationHook?.Invoke();
    }
}
