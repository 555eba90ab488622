using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using AeronClientTests.Peer;

namespace AeronClientTests;

public class SubscriptionTests
{
    private const byte Whole = 0xC0;
    private const byte First = 0x80;
    private const byte Last = 0x40;

    [Fact]
    public void Frames_are_delivered_in_order_with_their_header_and_the_position_moves_on()
    {
        using var stream = new Stream();
        long second = stream.Log.PutFrame(0, Whole, 1, [1, 2, 3], reserved: 99);
        long third = stream.Log.PutFrame(second, Whole, 1, [4, 5]);
        var seen = new List<string>();

        int fragments = stream.Subscription.Poll(
            (buffer, offset, length, header) => seen.Add(
                $"{buffer.GetByte(offset)} {length} {header.TermOffset} {header.Position} {header.SessionId} " +
                $"{header.StreamId} {header.TermId} {header.ReservedValue} {header.Flags} {header.Type}"),
            10);

        Assert.Equal(2, fragments);
        Assert.Equal(["1 3 0 64 555 42 7 99 192 1", "4 2 64 128 555 42 7 0 192 1"], seen);
        Assert.Equal(third, stream.Harness.Driver.CounterValue(stream.PositionCounter));
        Assert.Equal(third, stream.Image.Position);
        Assert.Equal(0, stream.Subscription.Poll((_, _, _, _) => Assert.Fail("nothing is there"), 10));
    }

    [Fact]
    public void Fragment_limit_is_kept_and_unfinished_frames_are_waited_for()
    {
        using var stream = new Stream();
        long position = stream.Log.PutFrame(0, Whole, 1, [1]);
        position = stream.Log.PutFrame(position, Whole, 1, [2]);
        stream.Log.PutBytes(position, stream.Log.Frame(position, Whole, 1, [3]));
        stream.Log.PutLength(position, -33);

        Assert.Equal(1, stream.Poll(1));
        Assert.Equal(1, stream.Poll(10));
        Assert.Equal(0, stream.Poll(10));
        stream.Log.PutLength(position, 33);
        Assert.Equal(1, stream.Poll(10));
        Assert.Equal([1, 2, 3], stream.Seen);
    }

    [Fact]
    public void Padding_is_skipped_and_the_next_term_is_read_by_the_next_poll()
    {
        using var stream = new Stream(joinPosition: 65536 - 128);
        stream.Log.PutFrame(65536 - 128, Whole, 1, [1]);
        stream.Log.PutFrame(65536 - 64, Whole, 0, new byte[32]);
        stream.Log.PutFrame(65536, Whole, 1, [2]);

        Assert.Equal(1, stream.Poll(10));
        Assert.Equal(65536, stream.Image.Position);
        Assert.Equal(1, stream.Poll(10));
        Assert.Equal([1, 2], stream.Seen);
        Assert.Equal(65536 + 64, stream.Image.Position);
    }

    [Fact]
    public void Position_is_right_in_terms_whose_ids_have_wrapped()
    {
        using var stream = new Stream(joinPosition: 65536L * 4, initialTermId: int.MaxValue - 1);
        stream.Log.PutFrame(65536L * 4, Whole, 1, [1]);
        long position = 0;

        stream.Subscription.Poll((_, _, _, header) => position = header.Position, 1);

        Assert.Equal((65536L * 4) + 64, position);
    }

    [Fact]
    public void Bounded_poll_stops_before_its_limit()
    {
        using var stream = new Stream();
        stream.PutFrames(4);

        Assert.Equal(2, stream.Image.BoundedPoll((_, _, _, _) => { }, 128, 10));
        Assert.Equal(0, stream.Image.BoundedPoll((_, _, _, _) => { }, 128, 10));
        Assert.Equal(1, stream.Image.BoundedControlledPoll(
            (_, _, _, _) => ControlledFragmentHandlerAction.CONTINUE, 129, 10));
        Assert.Equal(192, stream.Image.Position);
    }

    [Fact]
    public void Controlled_poll_does_what_the_handler_says()
    {
        using var stream = new Stream();
        stream.PutFrames(6);
        var positions = new List<long>();
        var actions = new Queue<ControlledFragmentHandlerAction>(
        [
            ControlledFragmentHandlerAction.CONTINUE, ControlledFragmentHandlerAction.COMMIT,
            ControlledFragmentHandlerAction.ABORT, ControlledFragmentHandlerAction.BREAK,
            ControlledFragmentHandlerAction.CONTINUE,
        ]);
        ControlledFragmentHandler handler = (_, _, _, _) =>
        {
            positions.Add(stream.Harness.Driver.CounterValue(stream.PositionCounter));
            return actions.Dequeue();
        };

        Assert.Equal(2, stream.Subscription.ControlledPoll(handler, 10));
        Assert.Equal(128, stream.Image.Position);
        Assert.Equal(1, stream.Subscription.ControlledPoll(handler, 10));
        Assert.Equal(192, stream.Image.Position);
        Assert.Equal(1, stream.Subscription.ControlledPoll(handler, 1));
        Assert.Equal([0, 0, 128, 128, 192], positions);
    }

    [Fact]
    public void Exception_of_a_handler_goes_to_the_error_handler_and_the_frame_counts_as_taken()
    {
        using var stream = new Stream();
        stream.PutFrames(2);

        Assert.Equal(1, stream.Subscription.Poll((_, _, _, _) => throw new InvalidDataException("test"), 10));

        Assert.IsType<InvalidDataException>(Assert.Single(stream.Harness.Errors));
        Assert.Equal(64, stream.Image.Position);
        Assert.Equal(1, stream.Poll(10));
    }

    [Fact]
    public void Block_poll_hands_out_whole_frames_and_padding_by_itself()
    {
        using var stream = new Stream(joinPosition: 65536 - 256);
        stream.Log.PutFrame(65536 - 256, Whole, 1, [1]);
        stream.Log.PutFrame(65536 - 192, Whole, 1, [2]);
        stream.Log.PutFrame(65536 - 128, Whole, 0, new byte[96]);
        var blocks = new List<(int, int, int, int)>();
        BlockHandler handler = (_, offset, length, sessionId, termId) =>
            blocks.Add((offset, length, sessionId, termId));

        Assert.Equal(64, stream.Subscription.BlockPoll(handler, 100));
        Assert.Equal(64, stream.Subscription.BlockPoll(handler, 1000));
        Assert.Equal(128, stream.Subscription.BlockPoll(handler, 1000));
        Assert.Equal([(65280, 64, 555, 7), (65344, 64, 555, 7), (65408, 128, 555, 7)], blocks);
    }

    [Fact]
    public void Fragments_are_put_together_and_a_message_with_a_hole_is_dropped()
    {
        using var stream = new Stream();
        byte[] payload = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];
        long position = stream.Log.PutFrame(0, First, 1, payload[..1376], reserved: 5);
        position = stream.Log.PutFrame(position, 0, 1, payload[1376..2752]);
        position = stream.Log.PutFrame(position, Last, 1, payload[2752..]);
        position = stream.Log.PutFrame(position, First, 1, payload[..100]);
        position = stream.Log.PutFrame(position, Whole, 0, new byte[32]);
        position = stream.Log.PutFrame(position, Last, 1, payload[..10]);
        stream.Log.PutFrame(position, Whole, 1, [77]);
        var messages = new List<byte[]>();
        var headers = new List<string>();
        var assembler = new FragmentAssembler((buffer, offset, length, header) =>
        {
            byte[] message = new byte[length];
            buffer.GetBytes(offset, message);
            messages.Add(message);
            headers.Add(
                $"{header.Flags} {header.FrameLength} {header.TermOffset} {header.Position} {header.ReservedValue}");
        });

        stream.Subscription.Poll(assembler, 100);

        Assert.Equal([payload, [77]], messages);
        Assert.Equal("192 3032 0 3104 5", headers[0]);
        Assert.True(assembler.FreeSessionBuffer(555));
        Assert.False(assembler.FreeSessionBuffer(555));
    }

    [Fact]
    public void Aborted_last_fragment_comes_again_and_completes_the_message()
    {
        using var stream = new Stream();
        long position = stream.Log.PutFrame(0, First, 1, [1, 2]);
        stream.Log.PutFrame(position, Last, 1, [3]);
        int calls = 0;
        var lengths = new List<int>();
        var assembler = new ImageControlledFragmentAssembler(HandlerHelper.ToControlledFragmentHandler(
            (_, _, length, _) =>
            {
                lengths.Add(length);
                return calls++ == 0 ? ControlledFragmentHandlerAction.ABORT : ControlledFragmentHandlerAction.CONTINUE;
            }));

        Assert.Equal(1, stream.Image.ControlledPoll(assembler, 10));
        Assert.Equal(1, stream.Image.ControlledPoll(assembler, 10));
        Assert.Equal([3, 3], lengths);
    }

    [Fact]
    public void Images_take_turns_at_being_first()
    {
        using var stream = new Stream();
        LogFile other = stream.Harness.Driver.NewLog(666, 42);
        stream.Harness.Driver.SendImage(other, 9001, stream.Subscription.RegistrationId);
        stream.Harness.Turn();
        long a = 0;
        long b = 0;
        for (int i = 0; i < 4; i++)
        {
            a = stream.Log.PutFrame(a, Whole, 1, [1]);
            b = other.PutFrame(b, Whole, 1, [2]);
        }

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(1, stream.Poll(1));
        }

        // Who is first in which turn is not said, only that nobody always comes last.
        Assert.InRange(stream.Seen.Count(each => each == 1), 2, 4);
        Assert.Equal(2, stream.Subscription.ImageCount);
        Assert.Equal(666, stream.Subscription.ImageBySessionId(666)!.SessionId);
        Assert.Null(stream.Subscription.ImageBySessionId(1));
    }

    [Fact]
    public void Image_at_the_end_of_its_stream_says_so_and_keeps_saying_so_when_closed()
    {
        using var stream = new Stream();
        stream.PutFrames(1);
        stream.Log.PutMeta(LogFile.EndOfStream, 64L);
        Assert.False(stream.Image.IsEndOfStream);
        stream.Poll(10);
        Assert.True(stream.Image.IsEndOfStream);

        Image image = stream.Image;
        stream.Harness.Driver.Send(
            0x0F05, new Message().Long(9000).Long(stream.Subscription.RegistrationId).Int(42).Text("aeron:ipc"));
        stream.Harness.Turn();

        Assert.Equal([image], stream.Unavailable);
        Assert.True(image.Closed);
        Assert.True(image.IsEndOfStream);
        Assert.Equal(64, image.Position);
        Assert.Equal(64, image.EndOfStreamPosition);
        Assert.Equal(0, image.Poll((_, _, _, _) => { }, 1));
        Assert.True(stream.Subscription.HasNoImages);
    }

    [Fact]
    public void Closing_a_subscription_closes_its_images_without_being_told()
    {
        using var stream = new Stream();
        Image image = stream.Image;
        stream.Subscription.Dispose();
        stream.Harness.Turn();

        Assert.True(image.Closed);
        Assert.Equal([image], stream.Unavailable);
        byte[] command = stream.Harness.Driver.Commands.Single(entry => entry.Type == 5).Bytes;
        Assert.Equal(stream.Subscription.RegistrationId, Message.LongAt(command, 16));
    }

    [Fact]
    public void Position_may_be_set_forward_within_the_term_only()
    {
        using var stream = new Stream();
        stream.PutFrames(3);
        stream.Image.Position = 128;
        Assert.Equal(1, stream.Poll(10));
        Assert.Throws<ArgumentException>(() => stream.Image.Position = 64);
        Assert.Throws<ArgumentException>(() => stream.Image.Position = 200);
        Assert.Throws<ArgumentException>(() => stream.Image.Position = 65536 + 32);
    }

    [Fact]
    public void Rejecting_an_image_sends_id_position_and_reason()
    {
        using var stream = new Stream();
        stream.Image.Reject("no thanks");

        byte[] command = stream.Harness.Driver.Commands.Single(entry => entry.Type == 16).Bytes;
        Assert.Equal(9000, Message.LongAt(command, 16));
        Assert.Equal(0, Message.LongAt(command, 24));
        Assert.Equal("no thanks", Message.TextAt(command, 32));
    }

    /// <summary>A subscription with one image whose log the test writes.</summary>
    private sealed class Stream : IDisposable
    {
        private long _written;

        public Stream(long joinPosition = 0, int initialTermId = 7)
        {
            Harness = new Harness(driver: driver => driver.InitialTermId = initialTermId);
            Subscription = Harness.Client.AddSubscription("aeron:ipc", 42, null, Unavailable.Add);
            Log = Harness.Driver.NewLog(555, 42);
            PositionCounter = Harness.Driver.SendImage(Log, 9000, Subscription.RegistrationId, joinPosition);
            Harness.Turn();
            Image = Subscription.ImageAtIndex(0);
            Assert.Equal(joinPosition, Image.JoinPosition);
        }

        public Harness Harness { get; }

        public Subscription Subscription { get; }

        public LogFile Log { get; }

        public Image Image { get; }

        public int PositionCounter { get; }

        public List<byte> Seen { get; } = [];

        public List<Image> Unavailable { get; } = [];

        public int Poll(int limit) =>
            Subscription.Poll((buffer, offset, _, _) => Seen.Add(buffer.GetByte(offset)), limit);

        public void PutFrames(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _written = Log.PutFrame(_written, Whole, 1, [(byte)i]);
            }
        }

        public void Dispose() => Harness.Dispose();
    }
}
