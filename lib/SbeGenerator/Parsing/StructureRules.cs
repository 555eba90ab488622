using System.Text;
using System.Xml.Linq;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Rules for the types that headers, groups and data are built on.</summary>
internal static class StructureRules
{
    private static readonly string[] HeaderMembers = ["blockLength", "templateId", "schemaId", "version"];

    /// <summary>Whether the type is one unsigned number of at most 32 bits on the wire.</summary>
    public static bool IsUnsigned(EncodedType? type)
        => type is { Length: 1, Presence: not Presence.Constant }
            && type.Primitive.IsUnsigned
            && type.Primitive.Size <= 4;

    /// <summary>Reports counts and lengths that an int cannot hold.</summary>
    public static void CheckFitsInt(ElementReader reader, XObject place, string typeName, EncodedType type)
    {
        if (type.Max.Integer > int.MaxValue)
        {
            reader.Report(
                SbeDiagnostics.UnsafeLength,
                place,
                $"'{type.Name}' of '{typeName}' can be {type.Max.Integer}:"
                + $" it needs a maxValue of {int.MaxValue} or less");
        }
    }

    /// <summary>Reports a character encoding that .NET does not know.</summary>
    public static void CheckEncoding(ElementReader reader, XObject place, EncodedType type)
    {
        if (type.CharacterEncoding.Length == 0)
        {
            return;
        }

        try
        {
            _ = Encoding.GetEncoding(type.CharacterEncoding);
        }
        catch (ArgumentException)
        {
            reader.Report(
                SbeDiagnostics.InvalidAttribute, place, $"there is no character encoding '{type.CharacterEncoding}'");
        }
    }

    /// <summary>The header composite, or null after the problem is reported.</summary>
    public static CompositeType? Header(ElementReader reader, TypeParser types, XElement root, int id, int version)
    {
        string name = ElementReader.Text(root, "headerType") ?? "messageHeader";
        XObject place = (XObject?)root.Attribute("headerType") ?? root;
        SbeType? type = types.Resolve(name, place);
        if (type is null)
        {
            return null;
        }

        if (type is not CompositeType { IsVariable: false } header
            || HeaderMembers.Any(member => !IsUnsigned(header.FindEncoded(member))))
        {
            reader.Report(
                SbeDiagnostics.UnsuitableType,
                place,
                $"'{name}' cannot be a header: it needs unsigned {string.Join(", ", HeaderMembers)}");
            return null;
        }

        if (id > header.FindEncoded("schemaId")!.Max.Integer || version > header.FindEncoded("version")!.Max.Integer)
        {
            reader.Report(
                SbeDiagnostics.InvalidAttribute, root, $"the id {id} or the version {version} does not fit '{name}'");
        }

        return header;
    }
}
