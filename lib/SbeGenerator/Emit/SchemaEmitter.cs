using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits all files of a schema.</summary>
internal static class SchemaEmitter
{
    public static IReadOnlyList<GeneratedFile> Emit(Schema schema)
    {
        var context = new EmitContext(schema);
        var files = new List<GeneratedFile>();
        void Add(string name, string text) => files.Add(new GeneratedFile($"{schema.Namespace}.{name}.g.cs", text));

        Add(CommonEmitter.MetaAttribute, CommonEmitter.EmitMetaAttribute(context));
        foreach (SbeType type in schema.Types)
        {
            Add(type.CSharpName, EmitType(context, type));
        }

        foreach (Message message in schema.Messages)
        {
            Add(message.CSharpName, MessageEmitter.Emit(context, message));
        }

        if (!schema.IsBigEndian)
        {
            EmitBlocks(context, Add);
        }

        return files;
    }

    private static string EmitType(EmitContext context, SbeType type) => type switch
    {
        EnumType enumType => EnumEmitter.Emit(context, enumType),
        SetType setType => EnumEmitter.Emit(context, setType),
        CompositeType composite => CompositeEmitter.Emit(context, composite),
        _ => throw new InvalidOperationException(type.GetType().Name),
    };

    private static void EmitBlocks(EmitContext context, Action<string, string> add)
    {
        Schema schema = context.Schema;
        add(CommonEmitter.BlockInterface, CommonEmitter.EmitBlockInterface(context));
        foreach (CompositeType type in schema.Types.OfType<CompositeType>().Where(HasBlock))
        {
            add($"{type.CSharpName}Block", BlockEmitter.EmitComposite(context, type));
        }

        foreach (Message message in schema.Messages.Where(message => message.BlockLength > 0))
        {
            add($"{message.CSharpName}Block", BlockEmitter.EmitMessage(context, message));
        }
    }

    /// <summary>A struct cannot be empty, and cannot end with bytes whose number it does not know.</summary>
    private static bool HasBlock(CompositeType type) => type.Size > 0;
}
