using System.Xml.Linq;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <content>Enums and sets.</content>
internal sealed partial class TypeParser
{
    private const string ChoiceAttributes = "name description sinceVersion deprecated";

    private EnumType? ParseEnum(XElement element)
    {
        _reader.CheckAttributes(
            element,
            "name encodingType nullValue description sinceVersion deprecated semanticType offset presence");
        NodeInfo info = _reader.Info(element);
        if (ParseEncodingType(element, "char uint8 int8 int16 uint16 int32") is not { } encoding)
        {
            return null;
        }

        Primitive primitive = encoding.Primitive;
        Literal nullValue = _reader.LiteralOr(
            element, "nullValue", primitive, encoding.GivenNull ?? encoding.Null);
        var values = new List<EnumValue>();
        var names = new HashSet<string> { "NULL_VALUE" };
        var taken = new HashSet<decimal> { nullValue.Integer };
        foreach (XElement child in ChildrenNamed(element, "validValue"))
        {
            NodeInfo valueInfo = _reader.Info(child);
            if (Literal.Parse(primitive, child.Value) is not { } literal
                || literal.Integer < encoding.Min.Integer
                || literal.Integer > encoding.Max.Integer)
            {
                string range = $"from {encoding.Min.Integer} to {encoding.Max.Integer}";
                _reader.Report(
                    SbeDiagnostics.InvalidValue, child, $"'{child.Value.Trim()}' is no {primitive.Name} {range}");
                continue;
            }

            if (!names.Add(valueInfo.Name) || !taken.Add(literal.Integer))
            {
                _reader.Report(
                    SbeDiagnostics.Duplicate,
                    child,
                    $"the name or the value of '{valueInfo.Name}' exists already in enum '{info.Name}'");
            }

            values.Add(new EnumValue(valueInfo, literal));
        }

        return new EnumType(info, primitive, nullValue, values);
    }

    private SetType? ParseSet(XElement element)
    {
        _reader.CheckAttributes(
            element, "name encodingType description sinceVersion deprecated semanticType offset presence");
        NodeInfo info = _reader.Info(element);
        if (ParseEncodingType(element, "uint8 uint16 uint32 uint64") is not { } encoding)
        {
            return null;
        }

        var choices = new List<SetChoice>();
        var names = new HashSet<string>();
        var bits = new HashSet<int>();
        int bitCount = encoding.Primitive.Size * 8;
        foreach (XElement child in ChildrenNamed(element, "choice"))
        {
            NodeInfo choiceInfo = _reader.Info(child);
            if (!int.TryParse(child.Value.Trim(), out int bit) || bit < 0 || bit >= bitCount)
            {
                _reader.Report(
                    SbeDiagnostics.InvalidValue,
                    child,
                    $"'{child.Value.Trim()}' is not a bit of {encoding.Primitive.Name}, 0 to {bitCount - 1}");
                continue;
            }

            if (!names.Add(Names.UpperFirst(choiceInfo.Name)) || !bits.Add(bit))
            {
                _reader.Report(
                    SbeDiagnostics.Duplicate,
                    child,
                    $"the name or the bit of '{choiceInfo.Name}' exists already in set '{info.Name}'");
            }

            choices.Add(new SetChoice(choiceInfo, bit));
        }

        return new SetType(info, encoding.Primitive, choices);
    }

    private IEnumerable<XElement> ChildrenNamed(XElement element, string name)
    {
        foreach (XElement child in element.Elements())
        {
            if (child.Name.LocalName == name)
            {
                _reader.CheckAttributes(child, ChoiceAttributes);
                yield return child;
            }
            else
            {
                _reader.ReportUnexpected(child);
            }
        }
    }

    private EncodedType? ParseEncodingType(XElement element, string allowed)
    {
        string? name = _reader.RequiredText(element, "encodingType");
        XAttribute attribute = element.Attribute("encodingType")!;
        if (name is null || Resolve(name, attribute) is not { } type)
        {
            return null;
        }

        if (type is EncodedType { Length: 1 } encoded
            && encoded.Presence != Presence.Constant
            && allowed.Split(' ').Contains(encoded.Primitive.Name))
        {
            return encoded;
        }

        _reader.Report(
            SbeDiagnostics.UnsuitableType,
            attribute,
            $"'{name}' cannot encode {ElementReader.Describe(element)}:"
            + $" it must be a single {allowed.Replace(" ", ", ")}");
        return null;
    }
}
