using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Serialization;
using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Inspect;

/// <summary>
/// A journal record in words. Slow, by reflection over the generated blocks, so that a new message needs nothing
/// here but the names of its prices.
/// </summary>
/// <param name="Sequence">Number of the command.</param>
/// <param name="Time">Its time.</param>
/// <param name="Message">Name of the message.</param>
/// <param name="Fields">Fields of the block by name.</param>
internal sealed record RecordText(
    long Sequence, string Time, string Message, IReadOnlyDictionary<string, string> Fields)
{
    private const string BlockSuffix = "Block";

    /// <summary>Fields that are prices: a summary has them as decimal numbers.</summary>
    internal static readonly HashSet<string> PriceFields =
    [
        "Price", "StopPx", "PegOffsetValue", "MinPriceIncrement", "LowLimitPrice", "HighLimitPrice",
        "StartTickPriceRange", "TickIncrement", "MarketProtection", "PriceCollar", "ReferencePrice", "LastPx",
    ];

    /// <summary>Message and fields on one line.</summary>
    [JsonIgnore]
    public string Summary =>
        $"{Message} {string.Join(' ', Fields.Select(one => $"{one.Key}={SummaryOf(one.Key, one.Value)}"))}".TrimEnd();

    private static readonly Dictionary<ushort, Type> BlockTypes = typeof(IMessageBlock).Assembly.GetTypes()
        .Where(type => type.IsValueType && typeof(IMessageBlock).IsAssignableFrom(type))
        .ToDictionary(type => (ushort)type.GetField(nameof(NewOrderSingleBlock.TemplateId))!.GetRawConstantValue()!);

    /// <summary>Describes a record.</summary>
    public static RecordText Of(in CommandRecord record)
    {
        var fields = new Dictionary<string, string>();
        string time = TimeText.Of(record.TimestampNanos);
        if (!BlockTypes.TryGetValue(record.Header.TemplateId, out Type? type))
            return new RecordText(record.Sequence, time, NameOf(record.Header.TemplateId), fields);
        CommandRecord copy = record;
        ReadOnlySpan<byte> block = copy.Bytes[RecordLayout.BlockOffset..];
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            fields[field.Name] = TextOf(field, block);
        return new RecordText(record.Sequence, time, NameOf(record.Header.TemplateId), fields);
    }

    /// <summary>Name of a message.</summary>
    public static string NameOf(ushort templateId) => BlockTypes.TryGetValue(templateId, out Type? type)
        ? type.Name[..^BlockSuffix.Length]
        : $"template {templateId}";

    /// <summary>A field that is not given has the schema's null value.</summary>
    private static string SummaryOf(string field, string value) => PriceFields.Contains(field)
        ? PriceText.Of(PriceConverter.ToDecimal(long.Parse(value, CultureInfo.InvariantCulture)))
        : value;

    private static string NameOf(object value) => value.ToString() is { } name && name != "NULL_VALUE" ? name : "";

    private static string TextOf(FieldInfo field, ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> bytes = block[field.GetCustomAttribute<FieldOffsetAttribute>()!.Value..];
        if (field.FieldType.GetCustomAttribute<InlineArrayAttribute>() is { } array)
            return Encoding.ASCII.GetString(bytes[..array.Length].TrimEnd((byte)0));
        object value = Type.GetTypeCode(field.FieldType) switch
        {
            TypeCode.Byte => bytes[0],
            TypeCode.UInt16 => MemoryMarshal.Read<ushort>(bytes),
            TypeCode.UInt32 => MemoryMarshal.Read<uint>(bytes),
            TypeCode.UInt64 => MemoryMarshal.Read<ulong>(bytes),
            TypeCode.Int64 => MemoryMarshal.Read<long>(bytes),
            _ => throw new NotSupportedException(
                $"{field.DeclaringType!.Name}.{field.Name} is of type {field.FieldType.Name}."),
        };
        return field.FieldType.IsEnum
            ? NameOf(Enum.ToObject(field.FieldType, value))
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }
}
