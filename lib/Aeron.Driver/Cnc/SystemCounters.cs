using System.Buffers.Binary;
using System.Text;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>Makes the driver's own counters and finds them by name.</summary>
internal sealed class SystemCounters
{
    /// <summary>1.0.0: clients ask for session ids only when the driver says that it knows that command.</summary>
    public const long ControlProtocolVersion = 1 << 16;

    private const string VersionText = "1.51.0";

    private static readonly string[] Labels =
    [
        "Bytes sent", "Bytes received", "Failed offers to ReceiverProxy", "Failed offers to SenderProxy",
        "Failed offers to DriverConductorProxy", "NAKs sent", "NAKs received", "Status Messages sent",
        "Status Messages received", "Heartbeats sent", "Heartbeats received", "Retransmits sent",
        "Flow control under runs", "Flow control over runs", "Invalid packets", "Errors: version=" + VersionText,
        "Short sends", "Failed attempts to free log buffers", "Sender flow control limits, i.e. back-pressure events",
        "Unblocked Publications", "Unblocked Control Commands", "Possible TTL Asymmetry",
        "ControllableIdleStrategy status", "Loss gap fills", "Client liveness timeouts",
        "Resolution changes", "Conductor max cycle time (ns)", "Conductor work cycle exceeded threshold count",
        "Sender max cycle time (ns)", "Sender work cycle exceeded threshold count", "Receiver max cycle time (ns)",
        "Receiver work cycle exceeded threshold count", "NameResolver max time (ns)",
        "NameResolver exceeded threshold count", "Aeron software: version=" + VersionText, "Bytes currently mapped",
        "Retransmitted bytes", "Retransmit Pool Overflow count", "Error Frames received", "Error Frames sent",
        "Publications Revoked", "Publication Images Revoked", "Images rejected", "Control protocol version",
        "Status Messages rejected", "Failed offers to AsyncExecutorProxy",
    ];

    private readonly DriverCounter[] _counters = new DriverCounter[Labels.Length];

    public SystemCounters(CountersTable table, long nowMillis)
    {
        Span<byte> key = stackalloc byte[4];
        for (int id = 0; id < Labels.Length; id++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(key, id);
            byte[] label = Encoding.ASCII.GetBytes(Labels[id]);
            var description = new CounterDescription(CounterTypes.System, key, label, id, -1);
            _counters[id] = table.TryAllocate(description, nowMillis)
                ?? throw new InvalidOperationException("no room for the driver's own counters");
        }

        this[SystemCounter.ControlProtocolVersion].Value = ControlProtocolVersion;
        this[SystemCounter.AeronVersion].Value = (1 << 16) | (51 << 8);
    }

    public DriverCounter this[SystemCounter counter] => _counters[(int)counter];
}
