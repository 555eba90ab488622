namespace SbeGenerator.Emit;

/// <summary>Emits what a schema needs once.</summary>
internal static class CommonEmitter
{
    public const string MetaAttribute = "MetaAttribute";
    public const string BlockInterface = "IMessageBlock";

    public static string EmitMetaAttribute(EmitContext context)
    {
        CodeWriter writer = context.StartFile();
        writer.Summary("What can be asked about a field.");
        writer.Open($"public enum {MetaAttribute}");
        writer.Lines(
            "/// <summary>Where the time of a field starts.</summary>",
            "Epoch,",
            "/// <summary>Unit of the time of a field.</summary>",
            "TimeUnit,",
            "/// <summary>Meaning of a field outside the schema.</summary>",
            "SemanticType,",
            "/// <summary>Whether a field is required, optional or constant.</summary>",
            "Presence,");
        writer.Close();
        return writer.ToString();
    }

    public static string EmitBlockInterface(EmitContext context)
    {
        CodeWriter writer = context.StartFile();
        writer.Summary("The fixed part of a message, laid out as it stands on the wire.");
        writer.Open($"public interface {BlockInterface}");
        writer.Lines(
            "/// <summary>Bytes of the fixed part.</summary>",
            "static abstract ushort SbeBlockLength { get; }",
            "",
            "/// <summary>Id of the message.</summary>",
            "static abstract ushort SbeTemplateId { get; }",
            "",
            "/// <summary>Id of the schema.</summary>",
            "static abstract ushort SbeSchemaId { get; }",
            "",
            "/// <summary>Version of the schema.</summary>",
            "static abstract ushort SbeSchemaVersion { get; }");
        writer.Close();
        return writer.ToString();
    }
}
