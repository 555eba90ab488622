using System.Reflection;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>
/// A command in words, for the report of a flow that fails: its message and the fields that are not 0.
/// </summary>
internal static class CommandText
{
    private static readonly Dictionary<ushort, Type> Blocks = typeof(IMessageBlock).Assembly.GetTypes()
        .Where(type => type.IsValueType && typeof(IMessageBlock).IsAssignableFrom(type))
        .ToDictionary(type => (ushort)type.GetField("TemplateId")!.GetRawConstantValue()!);

    public static string Of(IEnumerable<CommandRecord> commands) => string.Join('\n', commands.Select(Of));

    private static string Of(CommandRecord command)
    {
        Type type = Blocks[command.Header.TemplateId];
        object block = typeof(CommandText).GetMethod(nameof(Boxed), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [command])!;
        IEnumerable<string> fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Where(field => field.FieldType.IsPrimitive || field.FieldType.IsEnum)
            .Select(field => (field.Name, Value: field.GetValue(block)!))
            .Where(field => Convert.ToDecimal(field.Value, System.Globalization.CultureInfo.InvariantCulture) != 0)
            .Select(field => $"{field.Name}={field.Value}");
        return $"{command.TimestampNanos} {type.Name[..^"Block".Length]} {string.Join(' ', fields)}";
    }

    private static object Boxed<TBlock>(CommandRecord command) where TBlock : unmanaged, IMessageBlock =>
        MemoryMarshal.Read<TBlock>(command.Slot[RecordLayout.BlockOffset..]);
}
