using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits the flyweight of a composite.</summary>
internal static class CompositeEmitter
{
    public static string Emit(EmitContext context, CompositeType type)
    {
        Schema schema = context.Schema;
        CodeWriter writer = context.StartFile();
        writer.Summary(type.Info.Description, $"Flyweight over the composite {type.Name}.");
        writer.Open($"public sealed partial class {type.CSharpName}");
        writer.Lines(
            $"public const {schema.HeaderField("schemaId").Primitive.CSharpName} SbeSchemaId = {schema.Id};",
            $"public const {schema.HeaderField("version").Primitive.CSharpName} SbeSchemaVersion = {schema.Version};",
            $"public const int Size = {type.Size};",
            "",
            $"private {EmitContext.Buffer} _buffer;",
            "private int _offset;",
            "private int _actingVersion;");
        writer.Member(
            $"public void Wrap({EmitContext.Buffer} buffer, int offset, int actingVersion)",
            "_buffer = buffer;",
            "_offset = offset;",
            "_actingVersion = actingVersion;");
        var fields = new FieldEmitter(context, writer);
        foreach (Field member in type.Members)
        {
            fields.Emit(member);
        }

        TextEmitter.EmitComposite(writer, type);
        writer.Close();
        return writer.ToString();
    }
}
