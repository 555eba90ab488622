using System.Xml.Linq;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Parses the types of a schema, each when it is first asked for: their order does not matter.</summary>
internal sealed partial class TypeParser
{
    private readonly ElementReader _reader;
    private readonly Dictionary<string, XElement> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SbeType> _resolved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);
    private readonly List<SbeType> _generated = [];

    public TypeParser(ElementReader reader) => _reader = reader;

    /// <summary>Enums, sets and composites, inline ones among them, in the order in which they were parsed.</summary>
    public IReadOnlyList<SbeType> Generated => _generated;

    /// <summary>Takes note of the types below a <c>types</c> element.</summary>
    public void Declare(XElement types)
    {
        foreach (XElement element in types.Elements())
        {
            if (element.Name.LocalName is not ("type" or "composite" or "enum" or "set"))
            {
                _reader.ReportUnexpected(element);
                continue;
            }

            string? name = _reader.RequiredText(element, "name");
            if (name is null)
            {
                continue;
            }

            if (_declared.ContainsKey(name) || Primitive.Find(name) is not null)
            {
                _reader.Report(SbeDiagnostics.Duplicate, element, $"the type '{name}' exists already");
                continue;
            }

            _declared.Add(name, element);
        }
    }

    public void ParseAll()
    {
        foreach (KeyValuePair<string, XElement> declaration in _declared)
        {
            Resolve(declaration.Key, declaration.Value);
        }
    }

    /// <summary>The primitive or declared type of that name, or null after the problem is reported.</summary>
    public SbeType? Resolve(string name, XObject place)
    {
        if (_resolved.TryGetValue(name, out SbeType? resolved))
        {
            return resolved;
        }

        if (Primitive.Find(name) is { } primitive)
        {
            var info = new NodeInfo(name, ProblemList.PositionOf(place));
            return _resolved[name] = new EncodedType(info, primitive)
            {
                CharacterEncoding = ReferenceEquals(primitive, Primitive.Char) ? "US-ASCII" : "",
            };
        }

        if (!_declared.TryGetValue(name, out XElement? element))
        {
            _reader.Report(SbeDiagnostics.UnknownType, place, $"there is no type '{name}'");
            return null;
        }

        if (!_inProgress.Add(name))
        {
            _reader.Report(SbeDiagnostics.CircularReference, place, $"the type '{name}' contains itself");
            return null;
        }

        SbeType? parsed = Parse(element);
        _inProgress.Remove(name);
        if (parsed is not null)
        {
            _resolved[name] = parsed;
        }

        return parsed;
    }

    /// <summary>The value that an attribute such as <c>valueRef="Side.BUY"</c> names, or null.</summary>
    public ConstantValue? ResolveValueReference(XElement element)
    {
        XAttribute attribute = element.Attribute("valueRef")!;
        string[] parts = attribute.Value.Trim().Split('.');
        if (parts.Length != 2)
        {
            _reader.Report(
                SbeDiagnostics.InvalidConstant, attribute, $"'{attribute.Value}' has not the form Enum.Value");
            return null;
        }

        if (Resolve(parts[0], attribute) is not { } type)
        {
            return null;
        }

        if (type is not EnumType enumType || enumType.Values.All(value => value.Name != parts[1]))
        {
            _reader.Report(
                SbeDiagnostics.InvalidConstant, attribute, $"'{attribute.Value}' is not a value of an enum");
            return null;
        }

        return ConstantValue.Of(enumType, parts[1]);
    }

    /// <summary>Warns of a field that is optional with a null value that its type does not hand on.</summary>
    public void CheckNullValue(XElement element, SbeType type, Presence presence)
    {
        if (presence == Presence.Optional && type is EncodedType { Presence: Presence.Required, GivenNull: not null })
        {
            _reader.Report(
                SbeDiagnostics.AttributeWithoutEffect,
                element,
                $"the null value of {ElementReader.Describe(element)} is the usual one: '{type.Name}' gives another,"
                + " but is not optional itself");
        }
    }

    private SbeType? Parse(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "type":
                return ParseEncoded(element);
            case "enum":
                return Keep(ParseEnum(element));
            case "set":
                return Keep(ParseSet(element));
            default:
                return Keep(ParseComposite(element));
        }
    }

    private SbeType? Keep(SbeType? type)
    {
        if (type is not null)
        {
            _generated.Add(type);
        }

        return type;
    }

    private EncodedType? ParseEncoded(XElement element)
    {
        _reader.CheckAttributes(
            element,
            "name primitiveType length presence nullValue minValue maxValue characterEncoding sinceVersion deprecated "
            + "semanticType description offset valueRef");
        NodeInfo info = _reader.Info(element);
        string? primitiveName = _reader.RequiredText(element, "primitiveType");
        if (primitiveName is null)
        {
            return null;
        }

        if (Primitive.Find(primitiveName) is not { } primitive)
        {
            _reader.Report(
                SbeDiagnostics.UnknownType,
                element.Attribute("primitiveType")!,
                $"'{primitiveName}' is not a primitive type");
            return null;
        }

        Presence presence = _reader.PresenceOf(element) ?? Presence.Required;
        bool isText = ReferenceEquals(primitive, Primitive.Char);
        return new EncodedType(info, primitive)
        {
            Length = _reader.Integer(element, "length", ushort.MaxValue) ?? 1,
            Presence = presence,
            Min = _reader.LiteralOr(element, "minValue", primitive, primitive.Min),
            Max = _reader.LiteralOr(element, "maxValue", primitive, primitive.Max),
            GivenNull = element.Attribute("nullValue") is null
                ? null
                : _reader.LiteralOr(element, "nullValue", primitive, primitive.Null),
            CharacterEncoding = ElementReader.Text(element, "characterEncoding") ?? (isText ? "US-ASCII" : ""),
            Constant = presence == Presence.Constant ? ParseConstant(element, primitive) : null,
        };
    }

    private ConstantValue? ParseConstant(XElement element, Primitive primitive)
    {
        if (element.Attribute("valueRef") is not null)
        {
            return ResolveValueReference(element);
        }

        string text = element.Value.Trim();
        if (text.Length == 0)
        {
            // A field may still give the value by a reference to an enum.
            return null;
        }

        if (ReferenceEquals(primitive, Primitive.Char) && text.Length > 1)
        {
            if (text.All(character => character is >= ' ' and < '\x7f'))
            {
                return ConstantValue.Of(text);
            }
        }
        else if (Literal.Parse(primitive, text) is { } literal)
        {
            return ConstantValue.Of(literal);
        }

        _reader.Report(
            SbeDiagnostics.InvalidValue,
            element,
            $"the constant '{text}' of {ElementReader.Describe(element)} is no {primitive.Name}");
        return null;
    }
}
