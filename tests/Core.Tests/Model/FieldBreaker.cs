using System.Buffers.Binary;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>Breaks one field or more of a command from a session, in ways that a client could.</summary>
internal static class FieldBreaker
{
    private static readonly long[] Quantities =
        [0, -1, -10, 1, 3, 15, 19, 1_001, 5_001, 5_010, long.MaxValue, long.MinValue, long.MaxValue / 2];

    private static readonly long[] Prices =
    [
        0, -5, 1, 3, 45, 99, 5_001, 900_100, 5_000_000_005, 9_001_000_000, long.MaxValue, long.MinValue,
        long.MaxValue - 7,
    ];

    // Messages with every field begin as the simple ones do, so one code breaks both.
    public static void Break(Random random, ref CommandRecord command, ulong lastClOrdId)
    {
        do
            BreakOne(random, ref command, lastClOrdId);
        while (random.Next(4) == 0);
    }

    /// <summary>Breaks a price, quantity or value of a rule or limit that an operator sets.</summary>
    public static void BreakRule(Random random, ref CommandRecord command)
    {
        int fields = command.Header.TemplateId switch
        {
            TickRuleBlock.TemplateId or AccountLimitsBlock.TemplateId => 2,
            SecuritySettingsBlock.TemplateId => 5,
            _ => 0,
        };
        if (fields > 0)
            BinaryPrimitives.WriteInt64LittleEndian(
                command.Slot[(RecordLayout.BlockOffset + 16 + random.Next(fields) * 8)..], AnyValue(random));
    }

    private static void BreakOne(Random random, ref CommandRecord command, ulong lastClOrdId)
    {
        Span<byte> block = command.Slot[RecordLayout.BlockOffset..];
        switch (random.Next(9))
        {
            case 0 when IsRequest(in command):
                BinaryPrimitives.WriteUInt32LittleEndian(block, random.Next(2) == 0 ? 0 : (uint)random.Next(6, 9));
                break;
            case 1 when IsRequest(in command):
                BinaryPrimitives.WriteUInt32LittleEndian(block[4..], (uint)random.Next(0, 40));
                break;
            case 2 when IsRequest(in command):
                BinaryPrimitives.WriteUInt64LittleEndian(
                    block[8..], random.Next(4) == 0 ? 0 : lastClOrdId - Math.Min(lastClOrdId, (ulong)random.Next(60)));
                break;
            case 3:
                SetSecurity(ref command, random.Next(3) == 0 ? uint.MaxValue : (uint)random.Next(0, 4));
                break;
            case 4 or 5:
                SetQuantity(ref command, Quantities[random.Next(Quantities.Length)]);
                break;
            case 6:
                SetPrice(ref command, Prices[random.Next(Prices.Length)]);
                break;
            case 7 when IsNewOrder(in command):
                block[random.Next(36, 40)] = (byte)random.Next(256);
                break;
            case 7 or 8 when command.Header.TemplateId == NewOrderExtendedBlock.TemplateId:
                BreakExtended(random, block);
                break;
            case 7 when command.Header.TemplateId == OrderCancelReplaceExtendedBlock.TemplateId:
                BinaryPrimitives.WriteInt64LittleEndian(block[(56 + random.Next(2) * 8)..], AnyValue(random));
                break;
            case 8 when IsAboutAnOrder(in command):
                BinaryPrimitives.WriteUInt64LittleEndian(
                    block[24..], random.Next(2) == 0 ? ulong.MaxValue : 2_000_000_000);
                break;
        }
    }

    private static void BreakExtended(Random random, Span<byte> block)
    {
        switch (random.Next(4))
        {
            case 0:
                block[random.Next(92, 94)] = (byte)random.Next(256);
                break;
            case 1:
                BinaryPrimitives.WriteUInt32LittleEndian(block[(80 + random.Next(2) * 4)..], (uint)random.Next(3));
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(block[(40 + random.Next(5) * 8)..], AnyValue(random));
                break;
        }
    }

    private static long AnyValue(Random random) => random.Next(2) == 0
        ? Prices[random.Next(Prices.Length)]
        : Quantities[random.Next(Quantities.Length)];

    private static bool IsNewOrder(in CommandRecord command) => command.Header.TemplateId
        is NewOrderSingleBlock.TemplateId
        or NewOrderExtendedBlock.TemplateId;

    private static bool IsReplace(in CommandRecord command) => command.Header.TemplateId
        is OrderCancelReplaceRequestBlock.TemplateId
        or OrderCancelReplaceExtendedBlock.TemplateId;

    private static bool IsAboutAnOrder(in CommandRecord command) => command.Header.TemplateId
        is OrderCancelRequestBlock.TemplateId
        or OrderCancelReplaceRequestBlock.TemplateId
        or OrderCancelReplaceExtendedBlock.TemplateId
        or OrderReduceRequestBlock.TemplateId;

    private static bool IsRequest(in CommandRecord command) =>
        IsAboutAnOrder(in command) || IsNewOrder(in command);

    private static void SetSecurity(ref CommandRecord command, uint security)
    {
        switch (command.Header.TemplateId)
        {
            case NewOrderSingleBlock.TemplateId or NewOrderExtendedBlock.TemplateId:
                command.Block<NewOrderSingleBlock>().SecurityID = security;
                break;
            case OrderCancelRequestBlock.TemplateId:
                command.Block<OrderCancelRequestBlock>().SecurityID = security;
                break;
            case OrderCancelReplaceRequestBlock.TemplateId or OrderCancelReplaceExtendedBlock.TemplateId:
                command.Block<OrderCancelReplaceRequestBlock>().SecurityID = security;
                break;
            case OrderReduceRequestBlock.TemplateId:
                command.Block<OrderReduceRequestBlock>().SecurityID = security;
                break;
        }
    }

    private static void SetQuantity(ref CommandRecord command, long quantity)
    {
        switch (command.Header.TemplateId)
        {
            case NewOrderSingleBlock.TemplateId or NewOrderExtendedBlock.TemplateId:
                command.Block<NewOrderSingleBlock>().OrderQty = quantity;
                break;
            case OrderCancelReplaceRequestBlock.TemplateId or OrderCancelReplaceExtendedBlock.TemplateId:
                command.Block<OrderCancelReplaceRequestBlock>().OrderQty = quantity;
                break;
            case OrderReduceRequestBlock.TemplateId:
                command.Block<OrderReduceRequestBlock>().ReduceQty = quantity;
                break;
        }
    }

    private static void SetPrice(ref CommandRecord command, long price)
    {
        if (IsNewOrder(in command))
            command.Block<NewOrderSingleBlock>().Price = price;
        else if (IsReplace(in command))
            command.Block<OrderCancelReplaceRequestBlock>().Price = price;
    }
}
