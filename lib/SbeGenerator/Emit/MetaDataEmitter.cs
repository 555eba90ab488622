using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits what a flyweight says about its fields, groups and data.</summary>
internal static class MetaDataEmitter
{
    public static void EmitVersions(CodeWriter writer, Node node, string idType, int id)
    {
        string name = node.CSharpName;
        writer.Lines(
            "",
            $"public const {idType} {name}Id = {id};",
            $"public const int {name}SinceVersion = {node.Info.SinceVersion};",
            $"public const int {name}Deprecated = {node.Info.Deprecated};",
            $"public bool {name}InActingVersion() {{ return _actingVersion >= {name}SinceVersion; }}");
    }

    public static void EmitMetaAttributes(EmitContext context, CodeWriter writer, Field field)
        => EmitMetaAttributes(context, writer, field, field.Epoch, field.TimeUnit, field.Presence);

    public static void EmitMetaAttributes(EmitContext context, CodeWriter writer, Data data)
        => EmitMetaAttributes(context, writer, data, "", "", Presence.Required);

    private static void EmitMetaAttributes(
        EmitContext context, CodeWriter writer, Node node, string epoch, string timeUnit, Presence presence)
    {
        string type = context.Qualify(CommonEmitter.MetaAttribute);
        writer.Line("");
        writer.Open($"public static string {node.CSharpName}MetaAttribute({type} metaAttribute)");
        writer.Open("switch (metaAttribute)");
        writer.Lines(
            $"case {type}.Epoch: return {EmitContext.Quote(epoch)};",
            $"case {type}.TimeUnit: return {EmitContext.Quote(timeUnit)};",
            $"case {type}.SemanticType: return {EmitContext.Quote(node.Info.SemanticType)};",
            $"case {type}.Presence: return {EmitContext.Quote(presence.ToString().ToLowerInvariant())};",
            "default: return \"\";");
        writer.Close();
        writer.Close();
    }

    /// <summary>The name of a character encoding and the encoding itself.</summary>
    public static void EmitEncoding(CodeWriter writer, string name, string encoding)
        => writer.Lines(
            "",
            $"public const string {name}CharacterEncoding = {EmitContext.Quote(encoding)};",
            $"public static readonly {EmitContext.TextEncoding} {name}ResolvedCharacterEncoding ="
            + $" {EmitContext.TextEncoding}.GetEncoding({name}CharacterEncoding);");
}
