using System.Runtime.InteropServices;
using MatchingEngine.Challenge.Abi;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// The symbols that the benchmark binds, on one engine. With CHALLENGE_QUEUE=harness in the environment reports go
/// through the benchmark's queue, otherwise through a ring of our own.
/// </summary>
internal static unsafe class Exports
{
    private static ChallengeGateway? s_gateway;
    private static Transport* s_transport;

    [UnmanagedCallersOnly(EntryPoint = "engine_init")]
    public static void Initialize(ulong seed, Transport* transport, void* queue)
    {
        bool own = s_transport != null && transport == s_transport;
        s_gateway = ChallengeGateway.Create(own ? (ReportRing*)queue : null, transport, queue, seed);
    }

    [UnmanagedCallersOnly(EntryPoint = "engine_shutdown")]
    public static void Shutdown()
    {
        s_gateway?.Free();
        s_gateway = null;
    }

    [UnmanagedCallersOnly(EntryPoint = "engine_on_new_order")]
    public static void OnNewOrder(NewOrderMessage* message) => s_gateway!.OnNewOrder(message);

    [UnmanagedCallersOnly(EntryPoint = "engine_on_cancel")]
    public static void OnCancel(CancelMessage* message) => s_gateway!.OnCancel(message);

    [UnmanagedCallersOnly(EntryPoint = "engine_on_modify")]
    public static void OnModify(ModifyMessage* message) => s_gateway!.OnModify(message);

    [UnmanagedCallersOnly(EntryPoint = "engine_on_batch")]
    public static void OnBatch(TaggedMessage* messages, uint count) => s_gateway!.OnBatch(messages, count);

    [UnmanagedCallersOnly(EntryPoint = "engine_flush")]
    public static void Flush() => s_gateway!.Flush();

    [UnmanagedCallersOnly(EntryPoint = "engine_query_best_bid")]
    public static long QueryBestBid() => s_gateway!.TryGetBestTicks(Side.Buy, out long ticks) ? ticks : long.MinValue;

    [UnmanagedCallersOnly(EntryPoint = "engine_query_best_ask")]
    public static long QueryBestAsk() => s_gateway!.TryGetBestTicks(Side.Sell, out long ticks) ? ticks : long.MaxValue;

    [UnmanagedCallersOnly(EntryPoint = "engine_query_depth_at")]
    public static ulong QueryDepthAt(long priceTicks, byte side) =>
        s_gateway!.QuantityAt(side == 0 ? Side.Buy : Side.Sell, priceTicks);

    [UnmanagedCallersOnly(EntryPoint = "engine_get_transport")]
    public static Transport* GetTransport()
    {
        if (Environment.GetEnvironmentVariable("CHALLENGE_QUEUE") == "harness")
            return null;
        if (s_transport == null)
        {
            s_transport = (Transport*)NativeMemory.AllocZeroed((nuint)sizeof(Transport));
            s_transport->Create = &CreateRing;
            s_transport->Push = &PushIntoRing;
            s_transport->Drain = &DrainRing;
            s_transport->Flush = &FlushRing;
            s_transport->Destroy = &DestroyRing;
        }
        return s_transport;
    }

    [UnmanagedCallersOnly]
    private static void* CreateRing(uint capacity) => ReportRing.Create(capacity);

    [UnmanagedCallersOnly]
    private static int PushIntoRing(void* ring, Report* report)
    {
        *((ReportRing*)ring)->Claim() = *report;
        return 1;
    }

    [UnmanagedCallersOnly]
    private static uint DrainRing(void* ring, Report* target, uint max) => ((ReportRing*)ring)->Drain(target, max);

    [UnmanagedCallersOnly]
    private static void FlushRing(void* ring) => ((ReportRing*)ring)->Publish();

    [UnmanagedCallersOnly]
    private static void DestroyRing(void* ring) => ReportRing.Destroy((ReportRing*)ring);
}
