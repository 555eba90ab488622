using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits enums and sets.</summary>
internal static class EnumEmitter
{
    public static string Emit(EmitContext context, EnumType type)
    {
        CodeWriter writer = context.StartFile();
        writer.Summary(type.Info.Description, type.CSharpName);
        writer.Open($"public enum {type.CSharpName} : {type.Encoding.CSharpName}");
        foreach (EnumValue value in type.Values)
        {
            writer.Summary(value.Info.Description, value.Name);
            writer.Line($"{value.Name} = {value.Value.ToCSharp()},");
        }

        writer.Summary("No value.");
        writer.Line($"NULL_VALUE = {type.Null.ToCSharp()},");
        writer.Close();
        return writer.ToString();
    }

    public static string Emit(EmitContext context, SetType type)
    {
        CodeWriter writer = context.StartFile();
        writer.Summary(type.Info.Description, type.CSharpName);
        writer.Line("[global::System.Flags]");
        writer.Open($"public enum {type.CSharpName} : {type.Encoding.CSharpName}");
        foreach (SetChoice choice in type.Choices)
        {
            writer.Summary(choice.Info.Description, choice.CSharpName);
            writer.Line($"{choice.CSharpName} = 0x{1UL << choice.Bit:X},");
        }

        writer.Close();
        writer.Line("");
        writer.Open($"internal static class {type.CSharpName}Ext");
        writer.Member(
            $"internal static void BuildString(this {context.Qualify(type)} value, {EmitContext.Builder} builder)",
            "builder.Append('{').Append(value).Append('}');");
        writer.Close();
        return writer.ToString();
    }
}
