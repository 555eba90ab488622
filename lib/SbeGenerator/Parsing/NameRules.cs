using SbeGenerator.Diagnostics;
using SbeGenerator.Emit;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Finds names and ids that would meet in the generated code.</summary>
internal static class NameRules
{
    private static readonly string[] ObjectMembers =
    [
        "ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals", "BuildString",
    ];

    private static readonly string[] MessageMembers =
    [
        "BlockLength", "TemplateId", "SchemaId", "SchemaVersion", "SemanticType", "SemanticVersion", "Offset", "Size",
        "Limit", "SbeBlockLength", "SbeTemplateId", "SbeSchemaId", "SbeSchemaVersion", "WrapForEncode",
        "WrapForEncodeAndApplyHeader", "WrapForDecode", "WrapForDecodeAndApplyHeader",
        "_parentMessage", "_buffer", "_offset", "_limit", "_actingBlockLength", "_actingVersion",
    ];

    private static readonly string[] GroupMembers =
    [
        "SbeBlockLength", "SbeHeaderSize", "WrapForDecode", "WrapForEncode", "WrapAbsent", "ActingBlockLength", "Count",
        "HasNext", "ResetCountToIndex", "Next", "GetEnumerator", "_dimensions", "_parentMessage", "_buffer",
        "_blockLength", "_actingVersion", "_count", "_index", "_offset",
    ];

    private static readonly string[] CompositeMembers
        = ["SbeSchemaId", "SbeSchemaVersion", "Size", "Wrap", "_buffer", "_offset", "_actingVersion"];

    public static void Check(Schema schema, ProblemList problems)
    {
        CheckTypeNames(schema, problems);
        CheckMessageIds(schema, problems);
        foreach (CompositeType type in schema.Types.OfType<CompositeType>())
        {
            NameTable table = CreateTable(problems, type, "composite", type.CSharpName, CompositeMembers);
            foreach (Field member in type.Members)
            {
                table.Claim(member, FieldNames(member));
            }
        }

        foreach (Message message in schema.Messages)
        {
            NameTable table = CreateTable(problems, message, "message", message.CSharpName, MessageMembers);
            CheckBlock(message, table, problems);
        }
    }

    private static void CheckBlock(Block block, NameTable table, ProblemList problems)
    {
        foreach (Field field in block.Fields)
        {
            table.Claim(field, FieldNames(field));
        }

        foreach (Group group in block.Groups)
        {
            string name = group.CSharpName;
            table.Claim(group, [.. MetaNames(name), name, $"{name}Count", $"{name}Group", Names.Field(group.Name)]);
            NameTable inner = CreateTable(problems, group, "group", $"{name}Group", GroupMembers);
            CheckBlock(group, inner, problems);
        }

        foreach (Data data in block.Data)
        {
            string name = data.CSharpName;
            table.Claim(
                data,
                [
                    .. MetaNames(name), $"{name}MetaAttribute", $"{name}Offset", $"{name}HeaderSize",
                    $"{name}Length", $"Get{name}", $"Get{name}Bytes", $"Set{name}", .. EncodingNames(name),
                ]);
        }
    }

    private static string[] FieldNames(Field field)
    {
        string name = field.CSharpName;
        var names = new List<string> { name };
        if (field.Id is not null)
        {
            names.AddRange(MetaNames(name));
            names.Add($"{name}Offset");
            names.Add($"{name}MetaAttribute");
        }

        if (BlockEmitter.HasNullValue(field))
        {
            names.Add($"Has{name}");
        }

        if (field.Type is CompositeType)
        {
            names.Add(Names.Field(field.Name));
        }
        else if (field.Type is EncodedType encoded)
        {
            names.AddRange([$"{name}NullValue", $"{name}MinValue", $"{name}MaxValue"]);
            if (field.IsConstant && encoded.IsText)
            {
                names.AddRange([$"{Names.Field(field.Name)}Value", $"Get{name}", $"{name}Length"]);
            }
            else if (encoded.IsArray)
            {
                names.AddRange(
                [
                    $"{name}Length", $"{name}Array", $"Get{name}", $"Set{name}", $"{name}AsSpan",
                    .. EncodingNames(name),
                ]);
            }
        }
        else if (BlockEmitter.HasNullValue(field))
        {
            names.Add($"{name}NullValue");
        }

        return names.ToArray();
    }

    private static string[] MetaNames(string name)
        => [$"{name}Id", $"{name}SinceVersion", $"{name}Deprecated", $"{name}InActingVersion"];

    private static string[] EncodingNames(string name)
        => [$"{name}CharacterEncoding", $"{name}ResolvedCharacterEncoding"];

    /// <summary>A table for the members of a class; the class itself may not have the name of one of them.</summary>
    private static NameTable CreateTable(
        ProblemList problems, Node node, string kind, string className, string[] members)
    {
        var table = new NameTable(problems, $"{kind} '{node.Name}'", [.. ObjectMembers, .. members]);
        table.Claim(node, className);
        return table;
    }

    private static void CheckTypeNames(Schema schema, ProblemList problems)
    {
        var table = new NameTable(
            problems, "the schema", CommonEmitter.MetaAttribute, CommonEmitter.BlockInterface);
        foreach (SbeType type in schema.Types)
        {
            string name = type.CSharpName;
            string[] names = type switch
            {
                CompositeType => [name, $"{name}Block"],
                SetType => [name, $"{name}Ext"],
                _ => [name],
            };
            table.Claim(type, names);
        }

        foreach (Message message in schema.Messages)
        {
            table.Claim(message, message.CSharpName, $"{message.CSharpName}Block");
        }
    }

    private static void CheckMessageIds(Schema schema, ProblemList problems)
    {
        var owners = new Dictionary<int, string>();
        foreach (Message message in schema.Messages)
        {
            if (owners.TryGetValue(message.Id, out string? owner))
            {
                problems.Add(
                    SbeDiagnostics.Duplicate,
                    message.Info.Position,
                    $"message '{message.Name}' has the id {message.Id}, which belongs to '{owner}'");
            }
            else
            {
                owners.Add(message.Id, message.Name);
            }
        }
    }
}
