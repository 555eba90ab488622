using System.Xml.Linq;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Parses messages with their fields, groups and data.</summary>
internal sealed class MessageParser
{
    private readonly ElementReader _reader;
    private readonly TypeParser _types;
    private readonly CompositeType _header;

    public MessageParser(ElementReader reader, TypeParser types, CompositeType header)
    {
        _reader = reader;
        _types = types;
        _header = header;
    }

    public Message Parse(XElement element)
    {
        _reader.CheckAttributes(
            element, "name id blockLength semanticType sinceVersion deprecated description");
        int maxId = (int)Math.Min(ushort.MaxValue, _header.FindEncoded("templateId")!.Max.Integer);
        var message = new Message(_reader.Info(element), _reader.RequiredInteger(element, "id", maxId));
        ParseBody(element, message, _header.FindEncoded("blockLength")!.Max);
        return message;
    }

    private void ParseBody(XElement element, Block block, Literal maxBlockLength)
    {
        var fields = new List<Field>();
        var groups = new List<Group>();
        var data = new List<Data>();
        foreach (XElement child in element.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "field":
                    CheckOrder(child, groups.Count == 0 && data.Count == 0);
                    Add(fields, ParseField(child));
                    break;
                case "group":
                    CheckOrder(child, data.Count == 0);
                    Add(groups, ParseGroup(child));
                    break;
                case "data":
                    Add(data, ParseData(child));
                    break;
                default:
                    _reader.ReportUnexpected(child);
                    break;
            }
        }

        block.Fields = fields;
        block.Groups = groups;
        block.Data = data;
        block.BlockLength = BlockLayout.BlockLength(
            BlockLayout.Place(fields, _reader), _reader, element, maxBlockLength);
        CheckIds(block);
    }

    private void CheckOrder(XElement element, bool isInOrder)
    {
        if (!isInOrder)
        {
            _reader.Report(
                SbeDiagnostics.WrongOrder,
                element,
                $"{ElementReader.Describe(element)} is out of order: fields come first, then groups, then data");
        }
    }

    private void CheckIds(Block block)
    {
        var owners = new Dictionary<int, string>();
        IEnumerable<(Node Node, int Id)> members = block.Fields.Select(field => ((Node)field, field.Id ?? 0))
            .Concat(block.Groups.Select(group => ((Node)group, group.Id)))
            .Concat(block.Data.Select(data => ((Node)data, data.Id)));
        foreach ((Node node, int id) in members)
        {
            if (owners.TryGetValue(id, out string? owner))
            {
                _reader.ReportAt(
                    SbeDiagnostics.Duplicate,
                    node.Info.Position,
                    $"'{node.Name}' has the id {id}, which belongs to '{owner}'");
            }
            else
            {
                owners.Add(id, node.Name);
            }
        }
    }

    private Field? ParseField(XElement element)
    {
        _reader.CheckAttributes(
            element,
            "name id type offset presence valueRef sinceVersion deprecated semanticType epoch timeUnit description");
        NodeInfo info = _reader.Info(element);
        int id = _reader.RequiredInteger(element, "id", ushort.MaxValue);
        string? typeName = _reader.RequiredText(element, "type");
        if (typeName is null || _types.Resolve(typeName, element.Attribute("type")!) is not { } type)
        {
            return null;
        }

        if (type.Size == SbeType.VariableSize || type is EncodedType { Length: 0 })
        {
            _reader.Report(
                SbeDiagnostics.UnsuitableType,
                element.Attribute("type")!,
                $"'{typeName}' has a variable length and cannot be the type of a field");
        }

        Presence? ofType = type is EncodedType encoded ? encoded.Presence : null;
        Presence presence = ofType == Presence.Constant
            ? Presence.Constant
            : _reader.PresenceOf(element) ?? ofType ?? Presence.Required;
        _types.CheckNullValue(element, type, presence);
        return new Field(info, type)
        {
            Id = id,
            Presence = presence,
            Constant = presence == Presence.Constant ? _types.ConstantOf(element, type) : null,
            RequestedOffset = _reader.Integer(element, "offset", int.MaxValue),
            Epoch = ElementReader.Text(element, "epoch") ?? "",
            TimeUnit = ElementReader.Text(element, "timeUnit") ?? "",
        };
    }

    private Group? ParseGroup(XElement element)
    {
        _reader.CheckAttributes(
            element, "name id dimensionType blockLength sinceVersion deprecated description semanticType");
        NodeInfo info = _reader.Info(element);
        int id = _reader.RequiredInteger(element, "id", ushort.MaxValue);
        string typeName = ElementReader.Text(element, "dimensionType") ?? "groupSizeEncoding";
        XObject place = (XObject?)element.Attribute("dimensionType") ?? element;
        SbeType? type = _types.Resolve(typeName, place);
        if (type is null)
        {
            return null;
        }

        if (type is not CompositeType { IsVariable: false } dimensions
            || !StructureRules.IsUnsigned(dimensions.FindEncoded("blockLength"))
            || !StructureRules.IsUnsigned(dimensions.FindEncoded("numInGroup")))
        {
            _reader.Report(
                SbeDiagnostics.UnsuitableType,
                place,
                $"'{typeName}' cannot be a dimension type: it needs unsigned blockLength and numInGroup");
            return null;
        }

        StructureRules.CheckFitsInt(_reader, place, typeName, dimensions.FindEncoded("numInGroup")!);
        var group = new Group(info, id, dimensions);
        ParseBody(element, group, dimensions.FindEncoded("blockLength")!.Max);
        return group;
    }

    private Data? ParseData(XElement element)
    {
        _reader.CheckAttributes(element, "name id type sinceVersion deprecated description semanticType presence");
        NodeInfo info = _reader.Info(element);
        int id = _reader.RequiredInteger(element, "id", ushort.MaxValue);
        string? typeName = _reader.RequiredText(element, "type");
        if (typeName is null || _types.Resolve(typeName, element.Attribute("type")!) is not { } type)
        {
            return null;
        }

        XAttribute place = element.Attribute("type")!;
        if (type is not CompositeType { IsVariable: true } composite
            || composite.FindEncoded("varData")?.Primitive.Size != 1
            || !StructureRules.IsUnsigned(composite.FindEncoded("length")))
        {
            _reader.Report(
                SbeDiagnostics.UnsuitableType,
                place,
                $"'{typeName}' cannot be the type of data: it needs an unsigned length and a varData of length 0");
            return null;
        }

        StructureRules.CheckFitsInt(_reader, place, typeName, composite.FindEncoded("length")!);
        StructureRules.CheckEncoding(_reader, place, composite.FindEncoded("varData")!);
        return new Data(info, id, composite);
    }

    private static void Add<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }
}
