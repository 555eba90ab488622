using System.Buffers.Binary;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using Xunit.Abstractions;

namespace OrderEntry.Tests;

public class FuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_411;
    private const int Frames = 100_000;

    /// <summary>
    /// Whatever a client sends, the engine sees only application messages of that client in rising numbers, and
    /// another session is served.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Random_frames_reach_the_engine_only_when_they_are_valid(bool established)
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        using var venue = new Venue(options => options with { MaxRejectsPerSecond = int.MaxValue });
        TestClient witness = venue.LogOn(Venue.Beta);
        ulong sessionVerId = 0;
        TestClient? client = null;
        var batch = new byte[64 * FrameLayout.MaxFrameLength];
        for (int sent = 0; sent < Frames; sent += 64)
        {
            if (client is null || client.IsClosed)
            {
                client?.Dispose();
                client = established ? venue.LogOn(Venue.Alpha, ++sessionVerId) : venue.Connect();
            }
            int length = 0;
            for (int i = 0; i < 64; i++)
                length += RandomFrame(random, batch.AsSpan(length));
            client.TrySendBytes(batch.AsSpan(0, length));
            venue.Turn();
            Drain(client);
        }
        venue.Settle();

        witness.Send(Venue.Order(1, Venue.Beta));
        venue.Expect<ExecutionReportNewBlock>(witness);
        Assert.True(venue.Gateway.Counters.FramesReceived > (established ? Frames / 4 : 100));
        AssertValid(venue.Engine.Commands);
    }

    private static void Drain(TestClient client)
    {
        client.Poll();
        while (client.HasFrames)
            client.TakeFrame();
    }

    private static int RandomFrame(Random random, Span<byte> destination)
    {
        int[] lengths = [14, 22, 30, 46, 54, 54, 54, 62, 70, 78, 110];
        int length = lengths[random.Next(lengths.Length)];
        Span<byte> frame = destination[..length];
        random.NextBytes(frame);
        FrameCodec.WriteFramingHeader(frame, random.Next(5_000) == 0 ? random.Next() : length);
        if (random.Next(10) > 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], (ushort)(length - FrameLayout.BlockOffset));
            int template = random.Next(3) == 0 ? random.Next(1, 13) : random.Next(98, 106);
            BinaryPrimitives.WriteUInt16LittleEndian(frame[8..], (ushort)template);
            BinaryPrimitives.WriteUInt16LittleEndian(frame[10..], 1);
            BinaryPrimitives.WriteUInt16LittleEndian(frame[12..], 0);
        }
        if (length >= 22 && random.Next(10) > 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(frame[14..], Venue.Alpha);
            BinaryPrimitives.WriteUInt32LittleEndian(frame[18..], (uint)random.Next(2_000_000));
        }
        return length;
    }

    private static void AssertValid(List<CommandRecord> commands)
    {
        uint last = 0;
        foreach (CommandRecord command in commands)
        {
            NewOrderSingleBlock prefix = CommandRecord.BlockOf<NewOrderSingleBlock>(in command);
            if (command.Header.TemplateId == SessionNegotiatedBlock.TemplateId)
            {
                last = 0;
                continue;
            }
            Assert.Equal(RecordLayout.BlockOffset + command.Header.BlockLength, command.Length);
            Assert.InRange(command.Header.TemplateId, (ushort)100, (ushort)106);
            if (prefix.SessionID == Venue.Beta)
                continue;
            Assert.Equal(Venue.Alpha, prefix.SessionID);
            Assert.True(prefix.MsgSeqNum > last);
            last = prefix.MsgSeqNum;
        }
    }
}
