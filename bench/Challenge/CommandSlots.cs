using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// One command record of each kind that the benchmark sends. What is the same in all of a kind is written once; before
/// each use all that differs is written anew, so each is a whole message of the engine when it is applied.
/// </summary>
internal unsafe struct CommandSlots
{
    public CommandRecord New;
    public CommandRecord Cancel;
    public CommandRecord Replace;

    public static CommandSlots* Create()
    {
        CommandSlots* slots =
            (CommandSlots*)NativeMemory.AlignedAlloc((nuint)sizeof(CommandSlots), RecordLayout.SlotSize);
        *slots = default;
        ref NewOrderSingleBlock order = ref slots->New.Begin<NewOrderSingleBlock>();
        order.SessionID = Venue.SessionId;
        order.SecurityID = Venue.SecurityId;
        order.OrdType = OrdType.Limit;
        ref OrderCancelRequestBlock cancel = ref slots->Cancel.Begin<OrderCancelRequestBlock>();
        cancel.SessionID = Venue.SessionId;
        cancel.SecurityID = Venue.SecurityId;
        cancel.ClOrdID = ulong.MaxValue;
        ref OrderCancelReplaceRequestBlock replace = ref slots->Replace.Begin<OrderCancelReplaceRequestBlock>();
        replace.SessionID = Venue.SessionId;
        replace.SecurityID = Venue.SecurityId;
        return slots;
    }

    public static void Destroy(CommandSlots* slots) => NativeMemory.AlignedFree(slots);
}
