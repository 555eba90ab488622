using System.Buffers.Binary;
using MatchingEngine.Messages;

namespace OrderEntry.Tests;

public class FramingTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(5u)]
    [InlineData(13u)]
    public void Frame_too_short_for_a_message_header_ends_the_connection(uint length)
    {
        ExpectTermination(WithLength(length), TerminationCode.InvalidFrame);
    }

    [Theory]
    [InlineData(111u)]
    [InlineData(0x80000000u)]
    [InlineData(uint.MaxValue)]
    public void Frame_longer_than_any_message_ends_the_connection(uint length)
    {
        ExpectTermination(WithLength(length), TerminationCode.FrameTooLarge);
    }

    [Fact]
    public void Other_encoding_type_ends_the_connection()
    {
        byte[] frame = TestClient.Frame(Venue.Order(1));
        frame[5] = 0x51;
        ExpectTermination(frame, TerminationCode.InvalidFrame);
    }

    [Fact]
    public void Broken_frame_ends_the_connection_before_the_rest_of_it_has_come()
    {
        ExpectTermination([0xff, 0xff, 0xff, 0xff, 0xeb, 0x50], TerminationCode.FrameTooLarge);
    }

    [Fact]
    public void Broken_frame_before_logon_ends_the_connection()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes("GET / HTTP/1.1\r\n\r\n"u8);

        venue.ExpectTermination(client, TerminationCode.InvalidFrame);
    }

    [Fact]
    public void Messages_before_a_broken_frame_are_processed_and_those_behind_it_are_not()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.SendBytes([
            .. TestClient.Frame(Venue.Order(1)), .. WithLength(3), .. TestClient.Frame(Venue.Order(2))]);

        Assert.Equal(TerminationCode.InvalidFrame, venue.Expect<TerminateBlock>(client).TerminationCode);
        venue.Settle();
        Assert.Equal(2, venue.Engine.Published);
    }

    [Fact]
    public void Frames_may_be_cut_anywhere()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        foreach (byte single in TestClient.Frame(Venue.Order(1)))
        {
            client.SendBytes([single]);
            venue.Settle();
        }

        Assert.Equal(1u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
    }

    [Fact]
    public void Many_frames_may_come_at_once()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        const int Count = 2_000;
        client.SendBytes([.. Enumerable.Range(1, Count).SelectMany(n => TestClient.Frame(Venue.Order((uint)n)))]);

        for (uint n = 1; n <= Count; n++)
            Assert.Equal((n, n), Numbers(venue.Expect<ExecutionReportNewBlock>(client)));
    }

    [Fact]
    public void Other_schema_is_refused_by_name()
    {
        ExpectReject(frame => frame[10] = 2, BusinessRejectReason.UnknownSchemaID);
    }

    [Fact]
    public void Later_version_is_refused_by_name()
    {
        ExpectReject(frame => frame[12] = 1, BusinessRejectReason.UnsupportedSchemaVersion);
    }

    [Fact]
    public void Other_block_length_is_refused_by_name()
    {
        ExpectReject(frame => frame[6] = 39, BusinessRejectReason.InvalidBlockLength);
    }

    [Fact]
    public void Frame_longer_than_its_block_is_refused_by_name()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        byte[] frame = [.. TestClient.Frame(Venue.Order(1)), 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)frame.Length);
        client.SendBytes(frame);

        venue.ExpectReject(client, BusinessRejectReason.InvalidBlockLength, 0, NewOrderSingleBlock.TemplateId);
    }

    [Fact]
    public void Session_message_of_another_length_is_refused_by_name()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        byte[] frame = TestClient.Frame(new SequenceBlock { SessionID = Venue.Alpha });
        frame[6] = 16;
        client.SendBytes(frame);

        venue.ExpectReject(client, BusinessRejectReason.InvalidBlockLength, 0, SequenceBlock.TemplateId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(99)]
    [InlineData(107)]
    [InlineData(200)]
    [InlineData(206)]
    [InlineData(299)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(309)]
    [InlineData(310)]
    [InlineData(314)]
    [InlineData(65_535)]
    public void Template_that_a_client_may_not_send_is_refused_by_name(int templateId)
    {
        ExpectReject(
            frame => BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(8), (ushort)templateId),
            BusinessRejectReason.UnsupportedMessageType,
            (ushort)templateId);
    }

    private static (uint MsgSeqNum, uint RefSeqNum) Numbers(in ExecutionReportNewBlock report) =>
        (report.MsgSeqNum, report.RefSeqNum);

    private static byte[] WithLength(uint length)
    {
        byte[] frame = TestClient.Frame(Venue.Order(1));
        BinaryPrimitives.WriteUInt32BigEndian(frame, length);
        return frame;
    }

    private static void ExpectTermination(byte[] bytes, TerminationCode code)
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.SendBytes(bytes);

        venue.ExpectTermination(client, code);
        Assert.Equal(1, venue.Engine.Published);
    }

    /// <summary>The message is refused, and its number stays free for the next one.</summary>
    private static void ExpectReject(
        Action<byte[]> change, BusinessRejectReason reason, ushort templateId = NewOrderSingleBlock.TemplateId)
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        byte[] frame = TestClient.Frame(Venue.Order(1));
        change(frame);
        client.SendBytes(frame);

        venue.ExpectReject(client, reason, refSeqNum: 0, templateId);
        client.Send(Venue.Order(1));
        Assert.Equal((1u, 1u), Numbers(venue.Expect<ExecutionReportNewBlock>(client)));
    }
}
