using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona.Concurrent;
using AeronClientTests.Peer;

namespace AeronClientTests;

public class PublicationTests
{
    private const byte Unfragmented = 0xC0;

    public static TheoryData<bool> Kinds => new(false, true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Offered_message_stands_in_the_log_byte_for_byte(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);
        byte[] payload = Bytes(45);

        Assert.Equal(96, publication.Offer(new UnsafeBuffer(payload), 0, 45));

        LogFile log = harness.Driver.LastLog;
        Assert.Equal(log.Frame(0, Unfragmented, 1, payload), log.BytesAt(0, 77));
        Assert.Equal(((long)log.InitialTermId << 32) + 96, log.Tail(0));
        Assert.Equal(96, publication.Position);
        Assert.Equal(log.SessionId, publication.SessionId);
        Assert.Equal(1376, publication.MaxPayloadLength);
        Assert.Equal(8192, publication.MaxMessageLength);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Long_message_is_fragmented_at_the_mtu(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);
        byte[] payload = Bytes(3000);

        long position = publication.Offer(new UnsafeBuffer(payload));

        Assert.Equal(1408 + 1408 + 288, position);
        LogFile log = harness.Driver.LastLog;
        Assert.Equal(log.Frame(0, 0x80, 1, payload[..1376]), log.BytesAt(0, 1408));
        Assert.Equal(log.Frame(1408, 0, 1, payload[1376..2752]), log.BytesAt(1408, 1408));
        Assert.Equal(log.Frame(2816, 0x40, 1, payload[2752..]), log.BytesAt(2816, 280));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Pieces_make_the_same_bytes_as_the_whole(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);
        byte[] payload = Bytes(3000);
        var whole = new UnsafeBuffer(payload);

        foreach (int cut in new[] { 0, 1, 1375, 1376, 1377, 2752, 2999, 3000 })
        {
            long begin = publication.Position;
            Assert.True(publication.Offer(whole, 0, cut, whole, cut, 3000 - cut) > 0);
            AssertMessage(harness.Driver.LastLog, begin, payload);
        }

        long beginOfVectors = publication.Position;
        DirectBufferVector[] vectors =
        [
            new(whole, 0, 100), new(whole, 100, 0), new(whole, 100, 1300), new(whole, 1400, 1600),
        ];
        Assert.True(publication.Offer(vectors) > 0);
        AssertMessage(harness.Driver.LastLog, beginOfVectors, payload);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Claim_is_not_seen_until_it_is_committed(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);
        var claim = new BufferClaim();

        Assert.Equal(64, publication.TryClaim(20, claim));
        LogFile log = harness.Driver.LastLog;
        Assert.Equal(-52, log.IntAt(0));
        Assert.Equal(20, claim.Length);
        Assert.Equal(32, claim.Offset);
        claim.Buffer.PutBytes(claim.Offset, Bytes(20));
        claim.ReservedValue(0x1122334455667788).Commit();

        Assert.Equal(log.Frame(0, Unfragmented, 1, Bytes(20), 0x1122334455667788), log.BytesAt(0, 52));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Aborted_claim_becomes_padding(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);
        var claim = new BufferClaim();

        publication.TryClaim(20, claim);
        claim.Abort();

        LogFile log = harness.Driver.LastLog;
        Assert.Equal(52, log.IntAt(0));
        Assert.Equal(0, log.BytesAt(6, 1)[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reserved_value_is_supplied_for_each_frame(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);

        publication.Offer(
            new UnsafeBuffer(Bytes(2000)), 0, 2000, (_, offset, length) => ((long)offset << 32) | (uint)length);

        LogFile log = harness.Driver.LastLog;
        Assert.Equal(1408, BitConverter.ToInt64(log.BytesAt(24, 8)));
        Assert.Equal((1408L << 32) | 656, BitConverter.ToInt64(log.BytesAt(1408 + 24, 8)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Beyond_the_limit_is_back_pressure_with_and_not_connected_without_receivers(bool exclusive)
    {
        using var harness = new Harness(driver: driver => driver.FirstLimit = 64);
        using Publication publication = harness.Publish(exclusive);
        var buffer = new UnsafeBuffer(Bytes(32));
        Assert.Equal(64, publication.AvailableWindow);
        Assert.Equal(64, publication.Offer(buffer));

        Assert.Equal(Publication.BACK_PRESSURED, publication.Offer(buffer));
        Assert.Equal(Publication.BACK_PRESSURED, publication.TryClaim(8, new BufferClaim()));
        Assert.True(publication.IsConnected);

        harness.Driver.LastLog.PutMeta(LogFile.Connected, 0);
        Assert.Equal(Publication.NOT_CONNECTED, publication.Offer(buffer));
        Assert.False(publication.IsConnected);

        harness.Driver.SetCounter(harness.Driver.LastLimitCounter, 128);
        Assert.Equal(128, publication.Offer(buffer));
    }

    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 7)]
    [InlineData(false, int.MaxValue - 3)]
    [InlineData(true, int.MaxValue - 3)]
    public void Terms_rotate_and_term_ids_wrap_around(bool exclusive, int initialTermId)
    {
        using var harness = new Harness(driver: driver => driver.InitialTermId = initialTermId);
        using Publication publication = harness.Publish(exclusive);
        LogFile log = harness.Driver.LastLog;
        var buffer = new UnsafeBuffer(Bytes(1000));
        int adminActions = 0;
        long expected = 0;
        for (int i = 0; i < 1000; i++)
        {
            harness.Driver.SetCounter(harness.Driver.LastLimitCounter, expected + 32768);
            long position = publication.Offer(buffer);
            if (position == Publication.ADMIN_ACTION)
            {
                adminActions++;
                long end = (expected / log.TermLength + 1) * log.TermLength;
                Assert.Equal(end - expected, log.IntAt(expected));
                Assert.Equal(0, log.BytesAt(expected + 6, 1)[0]);
                log.ClearTerm(end);
                expected = end;
                Assert.Equal(adminActions, log.ActiveTermCount);
                Assert.Equal(
                    (long)unchecked(initialTermId + adminActions) << 32, log.Tail(adminActions % 3));
                Assert.Equal(expected, publication.Position);
                continue;
            }

            Assert.Equal(expected + 1056, position);
            Assert.Equal(log.Frame(expected, Unfragmented, 1, Bytes(1000)), log.BytesAt(expected, 1032));
            expected = position;
        }

        Assert.Equal(15, adminActions);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Stream_ends_at_the_highest_position(bool exclusive)
    {
        long last = (64L * 1024) << 31;
        using var harness = new Harness(driver: driver =>
        {
            driver.StartPosition = last - 1024;
            driver.InitialTermId = -5;
        });
        using Publication publication = harness.Publish(exclusive);
        var buffer = new UnsafeBuffer(Bytes(600));
        Assert.Equal(last, publication.MaxPossiblePosition);
        Assert.Equal(last - 1024 + 640, publication.Offer(buffer));

        Assert.Equal(Publication.MAX_POSITION_EXCEEDED, publication.Offer(buffer));
        long tail = harness.Driver.LastLog.Tail(int.MaxValue % 3);
        Assert.Equal(Publication.MAX_POSITION_EXCEEDED, publication.Offer(buffer));
        Assert.Equal(tail >> 32, harness.Driver.LastLog.Tail(int.MaxValue % 3) >> 32);
        Assert.InRange(publication.Position, last - 1024 + 640, last);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Publication_goes_on_where_the_log_says(bool exclusive)
    {
        using var harness = new Harness(driver: driver => driver.StartPosition = (64 * 1024 * 5) + 4096);
        using Publication publication = harness.Publish(exclusive);

        Assert.Equal((64 * 1024 * 5) + 4096, publication.Position);
        Assert.Equal((64 * 1024 * 5) + 4096 + 64, publication.Offer(new UnsafeBuffer(Bytes(32))));
        Assert.Equal(64, harness.Driver.LastLog.IntAt((64 * 1024 * 5) + 4096));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Too_long_a_message_is_an_error_and_leaves_the_log_alone(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);
        var buffer = new UnsafeBuffer(new byte[20000]);

        Assert.Throws<ArgumentException>(() => publication.Offer(buffer, 0, 8193));
        Assert.Throws<ArgumentException>(() => publication.TryClaim(1377, new BufferClaim()));
        Assert.Throws<ArgumentException>(() => publication.Offer(buffer, 0, -1));
        Assert.Equal(0, publication.Position);
        Assert.Throws<IndexOutOfRangeException>(() => publication.Offer(buffer, 19999, 2));
    }

    [StandInFact]
    public void Message_outside_of_its_buffer_leaves_the_log_alone()
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive: false);
        var buffer = new UnsafeBuffer(new byte[20]);

        Assert.Throws<IndexOutOfRangeException>(() => publication.Offer(buffer, 19, 2));
        Assert.Equal(0, publication.Position);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Closed_publication_says_so_and_tells_the_driver_once(bool exclusive)
    {
        using var harness = new Harness();
        Publication publication = harness.Publish(exclusive);
        publication.Dispose();
        publication.Dispose();
        harness.Turn();

        Assert.Equal(Publication.CLOSED, publication.Offer(new UnsafeBuffer(Bytes(8))));
        Assert.Equal(Publication.CLOSED, publication.TryClaim(8, new BufferClaim()));
        Assert.Equal(Publication.CLOSED, publication.Position);
        Assert.Equal(1, harness.Driver.Commands.Count(command => command.Type == 2));
    }

    [Fact]
    public void Rotation_under_way_is_an_admin_action()
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive: false);

        // Another publisher has moved the count on, and not yet the tail of the next term.
        harness.Driver.LastLog.PutMeta(24, 1);

        Assert.Equal(Publication.ADMIN_ACTION, publication.Offer(new UnsafeBuffer(Bytes(8))));
    }

    [Fact]
    public void Many_publishers_leave_whole_frames_without_gaps()
    {
        using var harness = new Harness(driver: driver => driver.FirstLimit = 1 << 20);
        using Publication publication = harness.Publish(exclusive: false);
        LogFile log = harness.Driver.LastLog;
        Parallel.For(0, 4, thread =>
        {
            var buffer = new UnsafeBuffer(new byte[40]);
            for (int i = 0; i < 400; i++)
            {
                buffer.PutInt(0, thread);
                buffer.PutInt(4, i);
                while (publication.Offer(buffer) == Publication.ADMIN_ACTION)
                {
                    Thread.Yield();
                }
            }
        });

        int[] next = new int[4];
        long position = 0;
        int frames = 0;
        while (position < 2 * log.TermLength || log.IntAt(position) > 0)
        {
            int length = log.IntAt(position);
            Assert.True(length > 0, $"gap at {position}");
            if (log.BytesAt(position + 6, 1)[0] == 1)
            {
                int thread = log.IntAt(position + 32);
                Assert.Equal(next[thread]++, log.IntAt(position + 36));
                frames++;
            }

            position += (length + 31) / 32 * 32;
            if (frames == 1600)
            {
                break;
            }
        }

        Assert.Equal([400, 400, 400, 400], next);
    }

    [Fact]
    public void Revoking_tells_the_driver_so()
    {
        using var harness = new Harness();
        ExclusivePublication publication = harness.Client.AddExclusivePublication("aeron:ipc", 42);
        publication.Revoke();
        harness.Turn();

        byte[] command = harness.Driver.Commands.Single(entry => entry.Type == 2).Bytes;
        Assert.Equal(publication.RegistrationId, Message.LongAt(command, 16));
        Assert.Equal(1, Message.LongAt(command, 24));
        Assert.True(publication.IsClosed);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static void AssertMessage(LogFile log, long position, byte[] payload)
    {
        var found = new List<byte>();
        while (found.Count < payload.Length)
        {
            int length = log.IntAt(position);
            found.AddRange(log.BytesAt(position + 32, length - 32));
            position += (length + 31) / 32 * 32;
        }

        Assert.Equal(payload, found);
    }
}
