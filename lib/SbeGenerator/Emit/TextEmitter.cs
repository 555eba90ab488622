using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits the text form of messages, groups and composites.</summary>
internal static class TextEmitter
{
    public static void EmitComposite(CodeWriter writer, CompositeType type)
    {
        writer.Member(
            "public override string ToString()",
            $"var builder = new {EmitContext.Builder}();",
            "BuildString(builder);",
            "return builder.ToString();");
        writer.Line("");
        writer.Open($"internal void BuildString({EmitContext.Builder} builder)");
        writer.Line("if (_buffer == null) { return; }");
        writer.Line("builder.Append('(');");
        AppendSeparated(writer, type.Members.Where(IsShown).Select(member => FieldText(writer, member)));
        writer.Line("builder.Append(')');");
        writer.Close();
    }

    public static void EmitMessage(CodeWriter writer, Message message)
    {
        string name = message.CSharpName;
        writer.Member(
            "public override string ToString()",
            "if (_buffer == null) { return \"\"; }",
            $"var builder = new {EmitContext.Builder}(100);",
            $"var message = new {name}();",
            "message.WrapForDecode(_buffer, _offset, _actingBlockLength, _actingVersion);",
            "message.BuildString(builder);",
            "return builder.ToString();");
        writer.Line("");
        writer.Open($"internal void BuildString({EmitContext.Builder} builder)");
        writer.Lines(
            "int originalLimit = Limit;",
            "Limit = _offset + _actingBlockLength;",
            $"builder.Append(\"[{name}](sbeTemplateId=\").Append(TemplateId);",
            "builder.Append(\"|sbeSchemaId=\").Append(SchemaId).Append(\"|sbeSchemaVersion=\");",
            "if (_actingVersion != SchemaVersion) { builder.Append(_actingVersion).Append('/'); }",
            "builder.Append(SchemaVersion).Append(\"|sbeBlockLength=\");",
            "if (_actingBlockLength != BlockLength) { builder.Append(_actingBlockLength).Append('/'); }",
            "builder.Append(BlockLength).Append(\"):\");");
        AppendBody(writer, message);
        writer.Line("Limit = originalLimit;");
        writer.Close();
    }

    public static void EmitGroup(CodeWriter writer, Group group)
    {
        writer.Line("");
        writer.Open($"internal void BuildString({EmitContext.Builder} builder)");
        writer.Line("if (_buffer == null) { return; }");
        writer.Line("builder.Append('(');");
        AppendBody(writer, group);
        writer.Line("builder.Append(')');");
        writer.Close();
    }

    private static void AppendBody(CodeWriter writer, Block block)
        => AppendSeparated(
            writer,
            block.Fields.Where(IsShown).Select(field => FieldText(writer, field))
                .Concat(block.Groups.Select(group => GroupText(writer, group)))
                .Concat(block.Data.Select(data => DataText(writer, data))));

    private static void AppendSeparated(CodeWriter writer, IEnumerable<Action> parts)
    {
        bool isFirst = true;
        foreach (Action part in parts)
        {
            if (!isFirst)
            {
                writer.Line("builder.Append('|');");
            }

            isFirst = false;
            part();
        }
    }

    private static bool IsShown(Field field)
        => field.Type is not EncodedType { Length: 0 }
            && !(field.IsConstant && field.Type is EncodedType { IsText: true });

    private static Action FieldText(CodeWriter writer, Field field) => () =>
    {
        string name = field.CSharpName;
        writer.Line($"builder.Append(\"{name}=\");");
        switch (field.Type)
        {
            case EncodedType type when !field.IsConstant && type.IsArray && type.IsText:
                writer.Line($"builder.Append('\\'').Append(Get{name}()).Append('\\'');");
                break;
            case EncodedType type when !field.IsConstant && type.IsArray:
                writer.Line("builder.Append('[');");
                writer.Open($"for (int i = 0; i < {name}Length; i++)");
                writer.Line("if (i > 0) { builder.Append(','); }");
                writer.Line($"builder.Append(Get{name}(i));");
                writer.Close();
                writer.Line("builder.Append(']');");
                break;
            case EncodedType type when type.IsText:
                writer.Line($"builder.Append((char)this.{name});");
                break;
            case SetType type:
                writer.Line($"{type.CSharpName}Ext.BuildString(this.{name}, builder);");
                break;
            case CompositeType:
                writer.Line($"this.{name}?.BuildString(builder);");
                break;
            default:
                writer.Line($"builder.Append(this.{name});");
                break;
        }
    };

    private static Action GroupText(CodeWriter writer, Group group) => () =>
    {
        string variable = Names.LowerFirst(group.Name) + "Entries";
        writer.Line($"builder.Append(\"{group.CSharpName}=[\");");
        writer.Line($"var {variable} = this.{group.CSharpName};");
        writer.Open($"for (int i = 0; {variable}.HasNext; i++)");
        writer.Line("if (i > 0) { builder.Append(','); }");
        writer.Line($"{variable}.Next().BuildString(builder);");
        writer.Close();
        writer.Line("builder.Append(']');");
    };

    private static Action DataText(CodeWriter writer, Data data) => () =>
    {
        string name = data.CSharpName;
        writer.Line($"builder.Append(\"{name}='\");");
        writer.Line(data.BytesType.CharacterEncoding.Length > 0
            ? $"builder.Append(Get{name}());"
            : $"builder.Append(Get{name}Bytes().Length).Append(\" bytes of raw data\");");
        writer.Line("builder.Append('\\'');");
    };
}
