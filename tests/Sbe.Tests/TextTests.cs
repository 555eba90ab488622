using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

public sealed class TextTests : IDisposable
{
    private readonly DirectBuffer _buffer = new(new byte[512]);

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void A_whole_message_can_be_read_as_text()
    {
        ParcelSample.Encode(_buffer);
        Parcel parcel = new Parcel().WrapForDecodeAndApplyHeader(_buffer, 0, new MessageHeader());

        Assert.Equal(
            "[Parcel](sbeTemplateId=1|sbeSchemaId=41|sbeSchemaVersion=3|sbeBlockLength=96):Number=72623859790382856"
            + "|Grade=Third|State=Done|Zone=Cellar|Handling={Fragile, Heavy}|Word={High}|Wide={Low, Middle, Top}"
            + "|Label='ab12'|Extent=[1,258,65535]|Weight=3000000000|Temperature=-1.5|Value=1E+100|Received=-2"
            + "|Route=(Origin='ZRH'|Stops=9|Leg=(Distance=70000|Mode=Sea|Season={Winter})|Grade=First|Lane=Left)"
            + "|MaxStops=9000|Best=First|Last=-128"
            + "|Scans=[(ScannedAt=100|Scanner=7|Readings=[(Measured=-5|Note='cold'),(Measured=6|Note='')]"
            + "|Remark='grün'),(ScannedAt=200|Scanner=65535|Readings=[]|Remark='')]|Stamps=[(Code=-7)]"
            + "|Sender='sender'|Comment=''|Photo='3 bytes of raw data'",
            parcel.ToString());
    }

    [Fact]
    public void Text_does_not_move_the_reader()
    {
        ParcelSample.Encode(_buffer);
        Parcel parcel = new Parcel().WrapForDecodeAndApplyHeader(_buffer, 0, new MessageHeader());
        Parcel.ScansGroup scans = parcel.Scans.Next();
        int limit = parcel.Limit;
        _ = parcel.ToString();

        Assert.Equal(limit, parcel.Limit);
        Assert.Equal(100U, scans.ScannedAt);
        Assert.Equal(2, scans.Readings.Count);
    }

    [Fact]
    public void Text_of_a_flyweight_over_nothing_is_empty()
    {
        Assert.Equal("", new Parcel().ToString());
        Assert.Equal("", new Route().ToString());
    }
}
