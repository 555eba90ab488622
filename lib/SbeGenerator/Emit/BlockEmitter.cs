using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits structs that have the very layout of the wire, for messages and for composites.</summary>
internal static class BlockEmitter
{
    private const string Interop = "global::System.Runtime.InteropServices";

    public static string EmitComposite(EmitContext context, CompositeType type)
    {
        CodeWriter writer = context.StartFile();
        writer.Summary(type.Info.Description, $"The composite {type.Name} as it stands on the wire.");
        Open(writer, $"{type.CSharpName}Block", type.Size);
        EmitFields(context, writer, type.Members);
        writer.Close();
        return writer.ToString();
    }

    public static string EmitMessage(EmitContext context, Message message)
    {
        CodeWriter writer = context.StartFile();
        writer.Summary(message.Info.Description, $"The fixed part of {message.Name} as it stands on the wire.");
        string blockInterface = context.Qualify(CommonEmitter.BlockInterface);
        Open(writer, $"{message.CSharpName}Block : {blockInterface}", message.BlockLength);
        EmitConstant(writer, "BlockLength", message.BlockLength, "Bytes of the fixed part.");
        EmitConstant(writer, "TemplateId", message.Id, "Id of the message.");
        EmitConstant(writer, "SchemaId", context.Schema.Id, "Id of the schema.");
        EmitConstant(writer, "SchemaVersion", context.Schema.Version, "Version of the schema.");
        EmitFields(context, writer, message.Fields);
        writer.Close();
        return writer.ToString();
    }

    /// <summary>Whether a block has a member for the null value of the field.</summary>
    public static bool HasNullValue(Field field)
        => field.Presence == Presence.Optional && field.Type is EnumType or EncodedType { IsArray: false };

    private static void Open(CodeWriter writer, string declaration, int size)
    {
        writer.Line($"[{Interop}.StructLayout({Interop}.LayoutKind.Explicit, Size = {size}, Pack = 1)]");
        writer.Open($"public struct {declaration}");
    }

    private static void EmitConstant(CodeWriter writer, string name, int value, string summary)
    {
        writer.Summary(summary);
        writer.Line($"public const ushort {name} = {value};");
        writer.Lines("", "/// <inheritdoc/>", $"public static ushort Sbe{name} => {name};", "");
    }

    private static void EmitFields(EmitContext context, CodeWriter writer, IEnumerable<Field> fields)
    {
        foreach (Field field in fields)
        {
            if (field.IsConstant)
            {
                EmitConstantField(context, writer, field);
            }
            else
            {
                EmitField(context, writer, field);
            }
        }
    }

    private static void EmitField(EmitContext context, CodeWriter writer, Field field)
    {
        string name = field.CSharpName;
        string type = TypeName(context, field);
        if (field.Type is EncodedType { IsArray: true } array)
        {
            writer.Summary($"{array.Length} values of type {array.Primitive.CSharpName}; converts to a span.");
            writer.Line($"[global::System.Runtime.CompilerServices.InlineArray({array.Length})]");
            writer.Line($"public struct {type} {{ private {array.Primitive.CSharpName} _element0; }}");
            writer.Line("");
        }

        string description = field.Info.Description;
        writer.Summary(
            description.Length > 0 ? description : field.Type.Info.Description,
            $"{name}, {field.Size} bytes at offset {field.Offset}.");
        writer.Line($"[{Interop}.FieldOffset({field.Offset})]");
        writer.Line($"public {type} {name};");
        writer.Line("");
        if (!HasNullValue(field))
        {
            return;
        }

        writer.Summary($"The value of {name} that stands for none.");
        writer.Line($"public const {type} {name}NullValue = {NullValue(type, field.Type)};");
        writer.Line("");
        writer.Summary($"Whether {name} has a value.");
        writer.Line(field.Type is EncodedType { Null.IsNotANumber: true }
            ? $"public readonly bool Has{name} => !{type}.IsNaN({name});"
            : $"public readonly bool Has{name} => {name} != {name}NullValue;");
        writer.Line("");
    }

    private static string NullValue(string typeName, SbeType type)
        => type is EncodedType encoded ? encoded.Null.ToCSharp() : $"{typeName}.NULL_VALUE";

    private static void EmitConstantField(EmitContext context, CodeWriter writer, Field field)
    {
        ConstantValue constant = field.Constant!;
        string type = constant.Text is null ? TypeName(context, field) : "string";
        string value = constant switch
        {
            { Text: { } text } => EmitContext.Quote(text),
            { EnumType: { } enumType } => $"({type}){context.Qualify(enumType)}.{constant.ValueName}",
            _ => constant.Number!.ToCSharp(),
        };
        writer.Summary(field.Info.Description, $"{field.CSharpName} is constant and takes no bytes.");
        writer.Line($"public const {type} {field.CSharpName} = {value};");
        writer.Line("");
    }

    private static string TypeName(EmitContext context, Field field) => field.Type switch
    {
        EncodedType { IsArray: true } => $"{field.CSharpName}Array",
        EncodedType encoded => encoded.Primitive.CSharpName,
        CompositeType composite => context.Qualify($"{composite.CSharpName}Block"),
        _ => context.Qualify(field.Type),
    };
}
