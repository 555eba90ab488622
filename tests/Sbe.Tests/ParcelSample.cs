using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

/// <summary>A parcel in which every field has a value of its own.</summary>
internal static class ParcelSample
{
    /// <summary>Encodes the fixed fields, without groups and data; what they do not touch is zero.</summary>
    public static Parcel EncodeFields(DirectBuffer buffer)
    {
        Parcel parcel = new Parcel().WrapForEncodeAndApplyHeader(buffer, 0, new MessageHeader());
        parcel.Number = 0x0102030405060708;
        parcel.Grade = Grade.Third;
        parcel.State = State.Done;
        parcel.Zone = Zone.Cellar;
        parcel.Handling = Handling.Fragile | Handling.Heavy;
        parcel.Word = Word.High;
        parcel.Wide = Wide.Low | Wide.Middle | Wide.Top;
        parcel.SetLabel("ab12");
        parcel.SetExtent(0, 1);
        parcel.SetExtent(1, 258);
        parcel.SetExtent(2, ushort.MaxValue);
        parcel.Weight = 3_000_000_000;
        parcel.Temperature = -1.5f;
        parcel.Value = 1e100;
        parcel.Received = -2;
        Route route = parcel.Route;
        route.SetOrigin("ZRH");
        route.Stops = 9;
        route.Leg.Distance = 70_000;
        route.Leg.Mode = Mode.Sea;
        route.Leg.Season = Season.Winter;
        route.Grade = Grade.First;
        route.Lane = Lane.Left;
        parcel.Last = sbyte.MinValue;
        return parcel;
    }

    /// <summary>Encodes a whole parcel with two scans, the second of them without readings, and one stamp.</summary>
    public static int Encode(DirectBuffer buffer)
    {
        Parcel parcel = EncodeFields(buffer);
        Parcel.ScansGroup scans = parcel.ScansCount(2).Next();
        scans.ScannedAt = 100;
        scans.Scanner = 7;
        Parcel.ScansGroup.ReadingsGroup readings = scans.ReadingsCount(2).Next();
        readings.Measured = -5;
        readings.SetNote("cold");
        readings.Next().Measured = 6;
        readings.SetNote("");
        scans.SetRemark("grün");
        scans.Next().ScannedAt = 200;
        scans.Scanner = Parcel.ScansGroup.ScannerNullValue;
        scans.ReadingsCount(0);
        scans.SetRemark("");
        parcel.StampsCount(1).Next().Code = -7;
        parcel.SetSender("sender");
        parcel.SetComment("");
        parcel.SetPhoto([1, 2, 3]);
        return MessageHeader.Size + parcel.Size;
    }
}
