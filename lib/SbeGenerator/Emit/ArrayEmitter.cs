using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits the members of a flyweight for fixed arrays and texts.</summary>
internal sealed class ArrayEmitter
{
    private readonly EmitContext _context;
    private readonly CodeWriter _writer;

    public ArrayEmitter(EmitContext context, CodeWriter writer)
    {
        _context = context;
        _writer = writer;
    }

    public void Emit(Field field, EncodedType type)
    {
        _writer.Line($"public const int {field.CSharpName}Length = {type.Length};");
        EmitElements(field, type);
        EmitSpans(field, type);
        if (type.IsText)
        {
            EmitBytes(field);
            EmitText(field, type);
        }
    }

    /// <summary>A constant text: nothing of it is on the wire.</summary>
    public void EmitConstantText(Field field, string text)
    {
        string name = field.CSharpName;
        string bytes = $"_{Names.LowerFirst(field.Name)}Value";
        _writer.Lines(
            "",
            $"private static readonly byte[] {bytes} = {{ {string.Join(", ", text.Select(c => (int)c))} }};",
            $"public const int {name}Length = {text.Length};",
            $"public byte {name}(int index) {{ return {bytes}[index]; }}");
        _writer.Member(
            $"public int Get{name}(byte[] dst, int offset, int length)",
            $"int bytesCopied = global::System.Math.Min(length, {text.Length});",
            $"global::System.Array.Copy({bytes}, 0, dst, offset, bytesCopied);",
            "return bytesCopied;");
    }

    private void EmitElements(Field field, EncodedType type)
    {
        string name = field.CSharpName;
        string csharp = type.Primitive.CSharpName;
        string check
            = $"if ((uint)index >= {type.Length}U) {{ {EmitContext.Throw}.ThrowIndexOutOfRangeException(index); }}";
        string offset = $"_offset + {field.Offset} + (index * {type.Primitive.Size})";
        Member(
            $"public {csharp} Get{name}(int index)",
            check,
            FieldEmitter.Guard(field, $"{name}NullValue"),
            $"return {_context.Read(type.Primitive, offset)};");
        Member(
            $"public void Set{name}(int index, {csharp} value)",
            check,
            _context.Write(type.Primitive, offset, "value"));
    }

    private void EmitSpans(Field field, EncodedType type)
    {
        string name = field.CSharpName;
        string csharp = type.Primitive.CSharpName;
        _writer.Line("");
        _writer.Summary(field.Info.Description);
        _writer.Open($"public global::System.ReadOnlySpan<{csharp}> {name}");
        _writer.Open("get");
        string guard = FieldEmitter.Guard(field, $"global::System.ReadOnlySpan<{csharp}>.Empty");
        if (guard.Length > 0)
        {
            _writer.Line(guard);
        }

        _writer.Line($"return _buffer.AsReadOnlySpan<{csharp}>(_offset + {field.Offset}, {type.Length});");
        _writer.Close();
        _writer.Line($"set {{ value.CopyTo(_buffer.AsSpan<{csharp}>(_offset + {field.Offset}, {type.Length})); }}");
        _writer.Close();
        Member(
            $"public global::System.Span<{csharp}> {name}AsSpan()",
            FieldEmitter.Guard(field, $"global::System.Span<{csharp}>.Empty"),
            $"return _buffer.AsSpan<{csharp}>(_offset + {field.Offset}, {type.Length});");
    }

    private void EmitBytes(Field field)
    {
        string name = field.CSharpName;
        string length = $"{name}Length";
        Member(
            $"public int Get{name}(byte[] dst, int dstOffset)",
            $"return Get{name}(new {EmitContext.ByteSpan}(dst, dstOffset, {length}));");
        Member(
            $"public int Get{name}({EmitContext.ByteSpan} dst)",
            $"if (dst.Length < {length}) {{ {EmitContext.Throw}.ThrowWhenSpanLengthTooSmall(dst.Length); }}",
            FieldEmitter.Guard(field, "0"),
            $"return _buffer.GetBytes(_offset + {field.Offset}, dst.Slice(0, {length}));");
        Member(
            $"public void Set{name}(byte[] src, int srcOffset)",
            $"Set{name}(new {EmitContext.ReadOnlyByteSpan}(src, srcOffset, src.Length - srcOffset));");
        Member(
            $"public void Set{name}({EmitContext.ReadOnlyByteSpan} src)",
            $"if (src.Length > {length}) {{ {EmitContext.Throw}.ThrowWhenSpanLengthTooLarge(src.Length); }}",
            $"_buffer.SetBytes(_offset + {field.Offset}, src);");
    }

    private void EmitText(Field field, EncodedType type)
    {
        string name = field.CSharpName;
        MetaDataEmitter.EmitEncoding(_writer, name, type.CharacterEncoding);
        string arguments = $"_offset + {field.Offset}, {name}Length, {name}NullValue";
        Member(
            $"public void Set{name}(string value)",
            $"_buffer.SetNullTerminatedBytesFromString({name}ResolvedCharacterEncoding, value, {arguments});");
        Member(
            $"public string Get{name}()",
            FieldEmitter.Guard(field, "null"),
            $"return _buffer.GetStringFromNullTerminatedBytes({name}ResolvedCharacterEncoding, {arguments});");
    }

    private void Member(string signature, params string[] statements)
        => _writer.Member(signature, statements.Where(statement => statement.Length > 0).ToArray());
}
