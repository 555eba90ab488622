using System.Xml.Linq;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <content>Composites.</content>
internal sealed partial class TypeParser
{
    private CompositeType? ParseComposite(XElement element)
    {
        _reader.CheckAttributes(element, "name description semanticType sinceVersion deprecated offset");
        NodeInfo info = _reader.Info(element);
        var members = new List<Field>();
        foreach (XElement child in element.Elements())
        {
            Field? member = child.Name.LocalName switch
            {
                "type" or "enum" or "set" or "composite" => ParseInlineMember(child),
                "ref" => ParseReference(child),
                _ => ReportMember(child),
            };
            if (member is not null)
            {
                members.Add(member);
            }
        }

        if (members.Count == 0)
        {
            _reader.Report(SbeDiagnostics.UnexpectedElement, element, $"composite '{info.Name}' has no members");
            return null;
        }

        bool isVariable = CheckVariableMember(members);
        int size = BlockLayout.Place(members, _reader);
        return new CompositeType(info, members, isVariable ? SbeType.VariableSize : size);
    }

    private Field? ParseInlineMember(XElement element)
    {
        if (Parse(element) is not { } type)
        {
            return null;
        }

        Presence presence = type is EncodedType encoded
            ? encoded.Presence
            : _reader.PresenceOf(element) ?? Presence.Required;
        return CreateMember(element, type.Info, type, presence);
    }

    private Field? ParseReference(XElement element)
    {
        _reader.CheckAttributes(
            element, "name type offset sinceVersion deprecated description semanticType presence valueRef");
        NodeInfo info = _reader.Info(element);
        string? typeName = _reader.RequiredText(element, "type");
        if (typeName is null || Resolve(typeName, element.Attribute("type")!) is not { } type)
        {
            return null;
        }

        Presence? own = type is EncodedType encoded ? encoded.Presence : null;
        Presence presence = own == Presence.Constant
            ? Presence.Constant
            : _reader.PresenceOf(element) ?? own ?? Presence.Required;
        CheckNullValue(element, type, presence);
        return CreateMember(element, info, type, presence);
    }

    private Field CreateMember(XElement element, NodeInfo info, SbeType type, Presence presence)
        => new(info, type)
        {
            Presence = presence,
            Constant = presence == Presence.Constant ? ConstantOf(element, type) : null,
            RequestedOffset = _reader.Integer(element, "offset", ushort.MaxValue),
        };

    /// <summary>What a constant field or member always is; null after the problem is reported.</summary>
    public ConstantValue? ConstantOf(XElement element, SbeType type)
    {
        ConstantValue? constant = element.Attribute("valueRef") is not null
            ? ResolveValueReference(element)
            : (type as EncodedType)?.Constant;
        if (constant is null)
        {
            _reader.Report(
                SbeDiagnostics.InvalidConstant,
                element,
                $"{ElementReader.Describe(element)} is constant but has no value");
            return null;
        }

        bool isSuitable = type switch
        {
            EnumType => ReferenceEquals(constant.EnumType, type),
            EncodedType encoded => constant.EnumType is null
                || (ReferenceEquals(constant.EnumType.Encoding, encoded.Primitive) && !encoded.IsArray),
            _ => false,
        };
        if (!isSuitable)
        {
            _reader.Report(
                SbeDiagnostics.InvalidConstant,
                element,
                $"{ElementReader.Describe(element)} is constant but its value is not one of '{type.Name}'");
        }

        return constant;
    }

    private Field? ReportMember(XElement element)
    {
        _reader.ReportUnexpected(element);
        return null;
    }

    private bool CheckVariableMember(List<Field> members)
    {
        for (int i = 0; i < members.Count; i++)
        {
            bool isBytes = members[i].Type is EncodedType { Length: 0 };
            bool isComposite = members[i].Type is CompositeType { IsVariable: true };
            if (!isBytes && !isComposite)
            {
                continue;
            }

            if (isBytes && i == members.Count - 1 && members[i].Name == "varData")
            {
                return true;
            }

            _reader.ReportAt(
                SbeDiagnostics.UnsuitableType,
                members[i].Info.Position,
                $"'{members[i].Name}' has a variable length: only the last member may, under the name varData");
        }

        return false;
    }
}
