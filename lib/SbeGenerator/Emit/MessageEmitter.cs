using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits the flyweight of a message.</summary>
internal sealed class MessageEmitter
{
    private readonly EmitContext _context;
    private readonly CodeWriter _writer;
    private readonly Message _message;

    private MessageEmitter(EmitContext context, Message message)
    {
        _context = context;
        _writer = context.StartFile();
        _message = message;
    }

    public static string Emit(EmitContext context, Message message)
    {
        var emitter = new MessageEmitter(context, message);
        emitter.EmitClass();
        return emitter._writer.ToString();
    }

    private void EmitClass()
    {
        string name = _message.CSharpName;
        _writer.Summary(_message.Info.Description, $"Flyweight over the message {_message.Name}.");
        _writer.Open($"public sealed partial class {name}");
        EmitConstants();
        _writer.Lines(
            "",
            $"private readonly {_context.Qualify(name)} _parentMessage;",
            $"private {EmitContext.Buffer} _buffer;",
            "private int _offset;",
            "private int _limit;",
            "private int _actingBlockLength;",
            "private int _actingVersion;");
        _writer.Member($"public {name}()", "_parentMessage = this;");
        _writer.Lines("", "public int Offset { get { return _offset; } }");
        EmitWraps(name);
        EmitPosition();
        new GroupEmitter(_context, _writer, _message).EmitBody(_message);
        TextEmitter.EmitMessage(_writer, _message);
        _writer.Close();
    }

    private void EmitConstants()
    {
        Schema schema = _context.Schema;
        _writer.Lines(
            Constant("blockLength", "BlockLength", _message.BlockLength),
            Constant("templateId", "TemplateId", _message.Id),
            Constant("schemaId", "SchemaId", schema.Id),
            Constant("version", "SchemaVersion", schema.Version),
            $"public const string SemanticType = {EmitContext.Quote(_message.Info.SemanticType)};",
            $"public const string SemanticVersion = {EmitContext.Quote(schema.SemanticVersion)};");
    }

    private string Constant(string headerField, string name, int value)
        => $"public const {_context.Schema.HeaderField(headerField).Primitive.CSharpName} {name} = {value};";

    private void EmitWraps(string name)
    {
        string header = _context.Qualify(_context.Schema.Header);
        string self = _context.Qualify(name);
        _writer.Member(
            $"public {self} WrapForEncode({EmitContext.Buffer} buffer, int offset)",
            "return WrapForDecode(buffer, offset, BlockLength, SchemaVersion);");
        _writer.Member(
            $"public {self} WrapForEncodeAndApplyHeader("
            + $"{EmitContext.Buffer} buffer, int offset, {header} headerEncoder)",
            $"buffer.CheckLimit(offset + {header}.Size);",
            "headerEncoder.Wrap(buffer, offset, SchemaVersion);",
            "headerEncoder.BlockLength = BlockLength;",
            "headerEncoder.TemplateId = TemplateId;",
            "headerEncoder.SchemaId = SchemaId;",
            "headerEncoder.Version = SchemaVersion;",
            $"return WrapForEncode(buffer, offset + {header}.Size);");
        _writer.Member(
            $"public {self} WrapForDecode("
            + $"{EmitContext.Buffer} buffer, int offset, int actingBlockLength, int actingVersion)",
            "_buffer = buffer;",
            "_offset = offset;",
            "_actingBlockLength = actingBlockLength;",
            "_actingVersion = actingVersion;",
            "Limit = offset + actingBlockLength;",
            "return this;");
        _writer.Member(
            $"public {self} WrapForDecodeAndApplyHeader("
            + $"{EmitContext.Buffer} buffer, int offset, {header} headerDecoder)",
            $"buffer.CheckLimit(offset + {header}.Size);",
            "headerDecoder.Wrap(buffer, offset, SchemaVersion);",
            "return WrapForDecode("
            + $"buffer, offset + {header}.Size, (int)headerDecoder.BlockLength, (int)headerDecoder.Version);");
    }

    private void EmitPosition()
    {
        _writer.Lines("", "public int Size { get { return _limit - _offset; } }", "");
        _writer.Open("public int Limit");
        _writer.Line("get { return _limit; }");
        _writer.Open("set");
        _writer.Line("_buffer.CheckLimit(value);");
        _writer.Line("_limit = value;");
        _writer.Close();
        _writer.Close();
    }
}
