using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Reads attributes of schema elements and reports those that are missing or wrong.</summary>
internal sealed class ElementReader
{
    private readonly ProblemList _problems;

    public ElementReader(ProblemList problems) => _problems = problems;

    /// <summary>Highest version that a <c>sinceVersion</c> or <c>deprecated</c> may name.</summary>
    public int SchemaVersion { get; set; } = int.MaxValue;

    public void Report(string id, XObject place, string message) => _problems.Add(id, place, message);

    public void ReportAt(string id, FilePosition position, string message) => _problems.Add(id, position, message);

    /// <summary>Value of an attribute, or null when it is absent.</summary>
    public static string? Text(XElement element, string attribute) => element.Attribute(attribute)?.Value.Trim();

    /// <summary>Value of an attribute that must be there, or null after the problem is reported.</summary>
    public string? RequiredText(XElement element, string attribute)
    {
        string? value = Text(element, attribute);
        if (string.IsNullOrEmpty(value))
        {
            Report(SbeDiagnostics.InvalidAttribute, element, $"{Describe(element)} needs the attribute '{attribute}'");
            return null;
        }

        return value;
    }

    /// <summary>Integer value of an attribute, or null when it is absent or wrong.</summary>
    public int? Integer(XElement element, string attribute, int max)
    {
        XAttribute? found = element.Attribute(attribute);
        if (found is null)
        {
            return null;
        }

        if (int.TryParse(found.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value <= max)
        {
            return value;
        }

        Report(
            SbeDiagnostics.InvalidAttribute,
            found,
            $"'{attribute}' of {Describe(element)} is '{found.Value}', not an integer from 0 to {max}");
        return null;
    }

    /// <summary>Integer value of an attribute that must be there; 0 after a problem is reported.</summary>
    public int RequiredInteger(XElement element, string attribute, int max)
        => RequiredText(element, attribute) is null ? 0 : Integer(element, attribute, max) ?? 0;

    public Presence? PresenceOf(XElement element)
    {
        string? text = Text(element, "presence");
        switch (text)
        {
            case null:
                return null;
            case "required":
                return Presence.Required;
            case "optional":
                return Presence.Optional;
            case "constant":
                return Presence.Constant;
            default:
                Report(
                    SbeDiagnostics.InvalidAttribute,
                    element.Attribute("presence")!,
                    $"'presence' of {Describe(element)} is '{text}', not required, optional or constant");
                return null;
        }
    }

    /// <summary>A literal in an attribute, or the given one when it is absent or wrong.</summary>
    public Literal LiteralOr(XElement element, string attribute, Primitive primitive, Literal absent)
    {
        XAttribute? found = element.Attribute(attribute);
        if (found is null)
        {
            return absent;
        }

        if (Literal.Parse(primitive, found.Value) is { } literal)
        {
            return literal;
        }

        Report(
            SbeDiagnostics.InvalidValue,
            found,
            $"'{attribute}' of {Describe(element)} is '{found.Value}', which is no {primitive.Name}");
        return absent;
    }

    /// <summary>Name and common attributes; the name is usable in C# or a problem is reported.</summary>
    public NodeInfo Info(XElement element)
    {
        string name = RequiredText(element, "name") ?? "unnamed";
        if (!Names.IsIdentifier(name))
        {
            Report(
                SbeDiagnostics.InvalidName,
                element.Attribute("name")!,
                $"'{name}' is not made of letters, digits and underscores, or starts with a digit");
            name = "invalid";
        }
        else if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
        {
            Report(SbeDiagnostics.InvalidName, element.Attribute("name")!, $"'{name}' is a keyword of C#");
        }

        return new NodeInfo(name, ProblemList.PositionOf(element))
        {
            Description = Text(element, "description") ?? "",
            SemanticType = Text(element, "semanticType") ?? "",
            SinceVersion = Version(element, "sinceVersion"),
            Deprecated = Version(element, "deprecated"),
        };
    }

    /// <summary>Warns of attributes that the schema language does not give to this element.</summary>
    public void CheckAttributes(XElement element, string known)
    {
        string[] names = known.Split(' ');
        foreach (XAttribute attribute in element.Attributes())
        {
            if (!attribute.IsNamespaceDeclaration
                && attribute.Name.NamespaceName.Length == 0
                && !names.Contains(attribute.Name.LocalName))
            {
                Report(
                    SbeDiagnostics.AttributeWithoutEffect,
                    attribute,
                    $"'{attribute.Name.LocalName}' of {Describe(element)} is not known and is ignored");
            }
        }
    }

    public void ReportUnexpected(XElement element)
    {
        bool isInclude = element.Name.LocalName == "include";
        Report(
            isInclude ? SbeDiagnostics.Unsupported : SbeDiagnostics.UnexpectedElement,
            element,
            isInclude
                ? "inclusion of other files is not supported"
                : $"<{element.Name.LocalName}> is not allowed in <{element.Parent?.Name.LocalName ?? "document"}>");
    }

    public static string Describe(XElement element)
    {
        string? name = element.Attribute("name")?.Value;
        return name is null ? $"<{element.Name.LocalName}>" : $"{element.Name.LocalName} '{name}'";
    }

    private int Version(XElement element, string attribute)
    {
        int version = Integer(element, attribute, int.MaxValue) ?? 0;
        if (version > SchemaVersion)
        {
            Report(
                SbeDiagnostics.InvalidVersion,
                element.Attribute(attribute)!,
                $"'{attribute}' of {Describe(element)} is {version}, the schema has version {SchemaVersion}");
        }

        return version;
    }
}
