using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

public class AllocationTests
{
    [Fact]
    public void Encoding_and_decoding_of_a_fixed_block_allocates_nothing()
    {
        using var buffer = new DirectBuffer(new byte[256]);
        var parcel = new Parcel();
        var header = new MessageHeader();
        ulong sum = RoundTrip(parcel, header, buffer, 1_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += RoundTrip(parcel, header, buffer, 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.NotEqual(0UL, sum);
    }

    [Fact]
    public void Groups_and_data_as_spans_allocate_nothing()
    {
        using var buffer = new DirectBuffer(new byte[256]);
        var ticket = new Ticket();
        var header = new MessageHeader();
        long sum = RoundTrip(ticket, header, buffer, 1_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += RoundTrip(ticket, header, buffer, 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(11_000 * (3 + 4 + 5), sum);
    }

    private static ulong RoundTrip(Parcel parcel, MessageHeader header, DirectBuffer buffer, int times)
    {
        ulong sum = 0;
        for (int i = 0; i < times; i++)
        {
            parcel.WrapForEncodeAndApplyHeader(buffer, 0, header);
            parcel.Number = (ulong)i;
            parcel.Grade = Grade.Second;
            parcel.Wide = Wide.Top;
            parcel.Label = "label"u8;
            parcel.Route.Leg.Distance = (uint)i;
            parcel.WrapForDecodeAndApplyHeader(buffer, 0, header);
            sum += parcel.Number + (ulong)parcel.Grade + (ulong)parcel.Wide;
            sum += parcel.GetLabel(1) + parcel.Route.Leg.Distance;
        }

        return sum;
    }

    private static long RoundTrip(Ticket ticket, MessageHeader header, DirectBuffer buffer, int times)
    {
        long sum = 0;
        Span<byte> owner = stackalloc byte[8];
        for (int i = 0; i < times; i++)
        {
            Ticket.StampsGroup stamps = ticket.WrapForEncodeAndApplyHeader(buffer, 0, header).StampsCount(2);
            stamps.Next().Value = 3;
            stamps.Next().Value = 4;
            ticket.SetOwner("owner"u8);
            stamps = ticket.WrapForDecodeAndApplyHeader(buffer, 0, header).Stamps;
            while (stamps.HasNext)
            {
                sum += stamps.Next().Value;
            }

            sum += ticket.GetOwner(owner);
        }

        return sum;
    }
}
