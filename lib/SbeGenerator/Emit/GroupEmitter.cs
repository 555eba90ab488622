using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits repeating groups: their properties in the enclosing class, and their own nested class.</summary>
internal sealed class GroupEmitter
{
    private readonly EmitContext _context;
    private readonly CodeWriter _writer;
    private readonly string _message;

    public GroupEmitter(EmitContext context, CodeWriter writer, Message message)
    {
        _context = context;
        _writer = writer;
        _message = context.Qualify(message.CSharpName);
    }

    /// <summary>Emits fields, groups and data of a message or of a group.</summary>
    public void EmitBody(Block block)
    {
        var fields = new FieldEmitter(_context, _writer);
        foreach (Field field in block.Fields)
        {
            fields.Emit(field);
        }

        foreach (Group group in block.Groups)
        {
            EmitProperties(group);
            EmitClass(group);
        }

        var data = new DataEmitter(_context, _writer);
        bool isOffsetKnown = block.Groups.Count == 0;
        foreach (Data item in block.Data)
        {
            data.Emit(item, isOffsetKnown ? block.BlockLength : -1);
            isOffsetKnown = false;
        }
    }

    private void EmitProperties(Group group)
    {
        string name = group.CSharpName;
        string cache = Names.Field(group.Name);
        MetaDataEmitter.EmitVersions(_writer, group, "long", group.Id);
        _writer.Lines("", $"private readonly {name}Group {cache} = new {name}Group();", "");
        _writer.Summary(group.Info.Description);
        _writer.Open($"public {name}Group {name}");
        _writer.Open("get");
        if (group.Info.SinceVersion > 0)
        {
            _writer.Open($"if (_actingVersion < {group.Info.SinceVersion})");
            _writer.Line($"{cache}.WrapAbsent(_parentMessage, _actingVersion);");
            _writer.Line($"return {cache};");
            _writer.Close();
        }

        _writer.Line($"{cache}.WrapForDecode(_parentMessage, _buffer, _actingVersion);");
        _writer.Line($"return {cache};");
        _writer.Close();
        _writer.Close();
        _writer.Member(
            $"public {name}Group {name}Count(int count)",
            $"{cache}.WrapForEncode(_parentMessage, _buffer, count);",
            $"return {cache};");
    }

    private void EmitClass(Group group)
    {
        _writer.Line("");
        _writer.Summary(group.Info.Description, $"Entries of the group {group.Name}.");
        _writer.Open($"public sealed partial class {group.CSharpName}Group");
        EmitState(group);
        EmitWraps(group);
        EmitCursor(group);
        EmitBody(group);
        TextEmitter.EmitGroup(_writer, group);
        _writer.Close();
    }

    private void EmitState(Group group)
    {
        string dimensions = _context.Qualify(group.Dimensions);
        _writer.Lines(
            $"public const int SbeBlockLength = {group.BlockLength};",
            $"public const int SbeHeaderSize = {group.Dimensions.Size};",
            "",
            $"private readonly {dimensions} _dimensions = new {dimensions}();",
            $"private {_message} _parentMessage;",
            $"private {EmitContext.Buffer} _buffer;",
            "private int _blockLength;",
            "private int _actingVersion;",
            "private int _count;",
            "private int _index;",
            "private int _offset;");
    }

    private void EmitWraps(Group group)
    {
        string parameters = $"{_message} parentMessage, {EmitContext.Buffer} buffer";
        _writer.Member(
            $"public void WrapForDecode({parameters}, int actingVersion)",
            "int start = parentMessage.Limit;",
            "parentMessage.Limit = start + SbeHeaderSize;",
            "_parentMessage = parentMessage;",
            "_buffer = buffer;",
            "_dimensions.Wrap(buffer, start, actingVersion);",
            "_blockLength = (int)_dimensions.BlockLength;",
            "_count = (int)_dimensions.NumInGroup;",
            "_actingVersion = actingVersion;",
            "_index = 0;");
        EncodedType blockLength = group.BlockLengthType;
        EncodedType number = group.NumInGroupType;
        _writer.Member(
            $"public void WrapForEncode({parameters}, int count)",
            $"if (count < {number.Min.Integer} || count > {number.Max.Integer})"
            + $" {{ {EmitContext.Throw}.ThrowCountOutOfRangeException(count); }}",
            "int start = parentMessage.Limit;",
            "parentMessage.Limit = start + SbeHeaderSize;",
            "_parentMessage = parentMessage;",
            "_buffer = buffer;",
            $"_dimensions.Wrap(buffer, start, {_message}.SchemaVersion);",
            $"_dimensions.BlockLength = ({blockLength.Primitive.CSharpName})SbeBlockLength;",
            $"_dimensions.NumInGroup = ({number.Primitive.CSharpName})count;",
            "_blockLength = SbeBlockLength;",
            "_count = count;",
            $"_actingVersion = {_message}.SchemaVersion;",
            "_index = 0;");
        if (group.Info.SinceVersion > 0)
        {
            _writer.Member(
                $"internal void WrapAbsent({_message} parentMessage, int actingVersion)",
                "_parentMessage = parentMessage;",
                "_buffer = null;",
                "_blockLength = 0;",
                "_count = 0;",
                "_actingVersion = actingVersion;",
                "_index = 0;");
        }
    }

    private void EmitCursor(Group group)
    {
        string name = $"{group.CSharpName}Group";
        _writer.Lines(
            "",
            "public int ActingBlockLength { get { return _blockLength; } }",
            "",
            "public int Count { get { return _count; } }",
            "",
            "public bool HasNext { get { return _index < _count; } }");
        _writer.Member(
            "public int ResetCountToIndex()",
            "_count = _index;",
            $"_dimensions.NumInGroup = ({group.NumInGroupType.Primitive.CSharpName})_count;",
            "return _count;");
        _writer.Member(
            $"public {name} Next()",
            $"if (_index >= _count) {{ {EmitContext.Throw}.ThrowInvalidOperationException(); }}",
            "int start = _parentMessage.Limit;",
            "_parentMessage.Limit = start + _blockLength;",
            "_offset = start;",
            "_index++;",
            "return this;");
        _writer.Member(
            "public global::System.Collections.IEnumerator GetEnumerator()",
            "while (HasNext) { yield return Next(); }");
    }
}
