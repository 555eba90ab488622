using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits the members of a flyweight for variable-length data.</summary>
internal sealed class DataEmitter
{
    private readonly EmitContext _context;
    private readonly CodeWriter _writer;

    public DataEmitter(EmitContext context, CodeWriter writer)
    {
        _context = context;
        _writer = writer;
    }

    /// <param name="data">The field.</param>
    /// <param name="offset">Offset in the message or entry, -1 when it depends on what stands before.</param>
    public void Emit(Data data, int offset)
    {
        string name = data.CSharpName;
        string encoding = data.BytesType.CharacterEncoding;
        MetaDataEmitter.EmitVersions(_writer, data, "int", data.Id);
        MetaDataEmitter.EmitMetaAttributes(_context, _writer, data);
        _writer.Line($"public const int {name}Offset = {offset};");
        _writer.Line($"public const int {name}HeaderSize = {data.HeaderSize};");
        if (encoding.Length > 0)
        {
            MetaDataEmitter.EmitEncoding(_writer, name, encoding);
        }

        EmitLength(data);
        EmitGetters(data);
        EmitSetters(data);
        if (encoding.Length > 0)
        {
            EmitText(data);
        }
    }

    private void EmitLength(Data data)
    {
        string read = _context.Read(data.LengthType.Primitive, $"_parentMessage.Limit + {LengthOffset(data)}");
        Member(
            $"public int {data.CSharpName}Length()",
            FieldEmitter.Guard(data, "0"),
            $"_buffer.CheckLimit(_parentMessage.Limit + {data.HeaderSize});",
            $"return checked((int){read});");
    }

    private void EmitGetters(Data data)
    {
        string name = data.CSharpName;
        _writer.Line("");
        _writer.Summary(data.Info.Description);
        _writer.Line($"public int Get{name}(byte[] dst, int dstOffset, int length)"
            + $" {{ return Get{name}(new {EmitContext.ByteSpan}(dst, dstOffset, length)); }}");
        Member(
            $"public int Get{name}({EmitContext.ByteSpan} dst)",
            FieldEmitter.Guard(data, "0"),
            $"int dataLength = {name}Length();",
            $"int start = _parentMessage.Limit + {data.HeaderSize};",
            "int bytesCopied = global::System.Math.Min(dst.Length, dataLength);",
            "_parentMessage.Limit = checked(start + dataLength);",
            "_buffer.GetBytes(start, dst.Slice(0, bytesCopied));",
            "return bytesCopied;");
        Member(
            $"public byte[] Get{name}Bytes()",
            FieldEmitter.Guard(data, "new byte[0]"),
            $"int dataLength = {name}Length();",
            $"int start = _parentMessage.Limit + {data.HeaderSize};",
            "_parentMessage.Limit = checked(start + dataLength);",
            "byte[] bytes = new byte[dataLength];",
            "_buffer.GetBytes(start, bytes);",
            "return bytes;");
    }

    private void EmitSetters(Data data)
    {
        string name = data.CSharpName;
        _writer.Line("");
        _writer.Line($"public int Set{name}(byte[] src, int srcOffset, int length)"
            + $" {{ return Set{name}(new {EmitContext.ReadOnlyByteSpan}(src, srcOffset, length)); }}");
        Member(
            $"public int Set{name}({EmitContext.ReadOnlyByteSpan} src)",
            [.. StartWriting(data, "src.Length"), "_buffer.SetBytes(start, src);", "return src.Length;"]);
    }

    private void EmitText(Data data)
    {
        string name = data.CSharpName;
        Member(
            $"public string Get{name}()",
            FieldEmitter.Guard(data, "\"\""),
            $"int dataLength = {name}Length();",
            $"int start = _parentMessage.Limit + {data.HeaderSize};",
            "_parentMessage.Limit = checked(start + dataLength);",
            $"return _buffer.GetStringFromBytes({name}ResolvedCharacterEncoding, start, dataLength);");
        Member(
            $"public void Set{name}(string value)",
            [
                $"int byteCount = {name}ResolvedCharacterEncoding.GetByteCount(value);",
                .. StartWriting(data, "byteCount"),
                $"_buffer.SetBytesFromString({name}ResolvedCharacterEncoding, value, start);",
            ]);
    }

    /// <summary>Checks the length, moves the limit and writes the length.</summary>
    private string[] StartWriting(Data data, string length)
    {
        Primitive primitive = data.LengthType.Primitive;
        return
        [
            $"if ({length} > {data.LengthType.Max.Integer})"
            + $" {{ {EmitContext.Throw}.ThrowWhenSpanLengthTooLarge({length}); }}",
            $"int start = _parentMessage.Limit + {data.HeaderSize};",
            $"_parentMessage.Limit = checked(start + {length});",
            _context.Write(
                primitive,
                $"start - {data.HeaderSize - LengthOffset(data)}",
                $"({primitive.CSharpName}){length}"),
        ];
    }

    private static int LengthOffset(Data data) => data.Type.Find("length")!.Offset;

    private void Member(string signature, params string[] statements)
        => _writer.Member(signature, statements.Where(statement => statement.Length > 0).ToArray());
}
