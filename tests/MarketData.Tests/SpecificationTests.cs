using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using IMessageBlock = MatchingEngine.Messages.MarketData.IMessageBlock;

namespace MatchingEngine.MarketData.Tests;

/// <summary>What gateway/MARKETDATA.md shows in bytes is what the feed writes.</summary>
public class SpecificationTests
{
    private const string Fence = "```";
    private const long FirstNanos = 1_700_000_000_000_000_000;

    [Fact]
    public void Example_of_the_specification_is_what_is_published()
    {
        string document = File.ReadAllText(Path.Combine(Root(), "gateway", "MARKETDATA.md"));
        int heading = document.IndexOf("## Example in bytes", StringComparison.Ordinal);
        int begin = document.IndexOf(Fence, heading, StringComparison.Ordinal) + Fence.Length;
        int end = document.IndexOf(Fence, begin, StringComparison.Ordinal);
        string expected = Example();
        string shown = document[begin..end].Trim();
        string file = Path.Combine(AppContext.BaseDirectory, "example.txt");
        File.WriteAllText(file, expected);
        Assert.True(shown == expected, $"The example is another one; what it must be is in {file}.");
    }

    private static string Example()
    {
        FeedRig rig = new(depth: 10);
        Apply(rig, Commands.Define(1), 1);
        Apply(rig, Commands.Negotiated(1, 1), 2);
        Apply(rig, Commands.New(1, 1, 11, Side.Sell, 5, 100 * Commands.One), 3);
        rig.Apply(Commands.Negotiated(2, 1));
        rig.Clear();
        Apply(rig, Commands.New(2, 1, 22, Side.Buy, 8, 100 * Commands.One), 5);
        StringBuilder text = new();
        foreach (FeedStream stream in (FeedStream[])[FeedStream.Fills, FeedStream.Orders, FeedStream.PriceLevels])
        {
            byte[] packet = Assert.Single(rig.Packets(stream));
            text.Append(CultureInfo.InvariantCulture, $"{stream}, one packet of {packet.Length} bytes\n");
            int offset = 0;
            foreach (byte[] message in rig.Messages(stream))
            {
                Describe(text, message, offset);
                offset += message.Length;
            }
            text.Append('\n');
        }
        return text.ToString().Trim();
    }

    private static void Apply(FeedRig rig, CommandRecord command, int second)
    {
        command.TimestampNanos = FirstNanos + (second * 1_000_000_000L);
        rig.Apply(command);
    }

    private static void Describe(StringBuilder text, byte[] bytes, int offset)
    {
        MessageHeaderBlockReader header = new(bytes);
        Type block = BlockOf(header.TemplateId);
        text.Append(CultureInfo.InvariantCulture,
            $"  {offset,3}  {Hex(bytes.AsSpan(0, 8))}  header: block {header.BlockLength}, template "
            + $"{header.TemplateId} ({block.Name[..^"Block".Length]}), schema 2, version 0\n");
        Fields(text, block, bytes.AsSpan(8, header.BlockLength), offset + 8, "");
        int group = 8 + header.BlockLength;
        if (group == bytes.Length)
            return;
        int count = BitConverter.ToUInt16(bytes, group + 6);
        text.Append(CultureInfo.InvariantCulture,
            $"  {offset + group,3}  {Hex(bytes.AsSpan(group, 8))}  group: {count} entries of 24 bytes\n");
        for (int i = 0; i < count; i++)
        {
            int at = group + 8 + (i * 24);
            Fields(text, typeof(PriceLevelEntryBlock), bytes.AsSpan(at, 24), offset + at, "");
        }
    }

    private static void Fields(StringBuilder text, Type type, ReadOnlySpan<byte> bytes, int offset, string prefix)
    {
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            int at = field.GetCustomAttribute<FieldOffsetAttribute>()!.Value;
            if (field.FieldType == typeof(FillSideBlock))
            {
                Fields(text, field.FieldType, bytes.Slice(at, 48), offset + at, field.Name + ".");
                continue;
            }
            Type plain = field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType;
            int size = Marshal.SizeOf(plain);
            ulong raw = 0;
            for (int i = size - 1; i >= 0; i--)
                raw = (raw << 8) | bytes[at + i];
            string value = field.FieldType.IsEnum
                ? $"{Enum.ToObject(field.FieldType, raw)}"
                : raw.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture,
                $"  {offset + at,3}  {Hex(bytes.Slice(at, size))}  {prefix}{field.Name} {value}\n");
        }
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        StringBuilder hex = new();
        foreach (byte one in bytes)
            hex.Append(CultureInfo.InvariantCulture, $"{one:x2} ");
        return hex.ToString().TrimEnd().PadRight(23);
    }

    private static Type BlockOf(ushort templateId) => typeof(IMessageBlock).Assembly.GetTypes().Single(
        type => type.IsValueType && typeof(IMessageBlock).IsAssignableFrom(type)
            && (ushort)type.GetField("TemplateId")!.GetRawConstantValue()! == templateId);

    private static string Root()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "MatchingEngine.sln")))
            directory = directory.Parent;
        return directory!.FullName;
    }

    private readonly ref struct MessageHeaderBlockReader(ReadOnlySpan<byte> bytes)
    {
        public ushort BlockLength { get; } = BitConverter.ToUInt16(bytes);

        public ushort TemplateId { get; } = BitConverter.ToUInt16(bytes[2..]);
    }
}
