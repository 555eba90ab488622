using SbeGenerator.Model;

namespace SbeGenerator.Emit;

/// <summary>Emits the members of a flyweight for one field of a block or one member of a composite.</summary>
internal sealed class FieldEmitter
{
    private readonly EmitContext _context;
    private readonly CodeWriter _writer;
    private readonly ArrayEmitter _arrays;

    public FieldEmitter(EmitContext context, CodeWriter writer)
    {
        _context = context;
        _writer = writer;
        _arrays = new ArrayEmitter(context, writer);
    }

    public void Emit(Field field)
    {
        if (field.Id is int id)
        {
            MetaDataEmitter.EmitVersions(_writer, field, "int", id);
            _writer.Line($"public const int {field.CSharpName}Offset = {field.Offset};");
            MetaDataEmitter.EmitMetaAttributes(_context, _writer, field);
        }

        switch (field.Type)
        {
            case EncodedType encoded:
                EmitEncoded(field, encoded);
                break;
            case EnumType type:
                EmitEnum(field, type);
                break;
            case SetType type:
                EmitChoice(field, type.Encoding, type, "0");
                break;
            case CompositeType type:
                EmitComposite(field, type);
                break;
            default:
                throw new InvalidOperationException(field.Type.GetType().Name);
        }
    }

    /// <summary>Returns a substitute when the writer did not know the field yet; empty if it always did.</summary>
    public static string Guard(Node node, string substitute)
        => node.Info.SinceVersion == 0
            ? ""
            : $"if (_actingVersion < {node.Info.SinceVersion}) {{ return {substitute}; }}";

    private void EmitEncoded(Field field, EncodedType type)
    {
        string name = field.CSharpName;
        string csharp = type.Primitive.CSharpName;
        _writer.Lines(
            "",
            $"public const {csharp} {name}NullValue = {type.Null.ToCSharp()};",
            $"public const {csharp} {name}MinValue = {type.Min.ToCSharp()};",
            $"public const {csharp} {name}MaxValue = {type.Max.ToCSharp()};");
        if (type.Length == 0)
        {
            // The bytes themselves belong to the data field that has this composite as its type.
            return;
        }

        if (field.Constant is { } constant)
        {
            EmitConstant(field, type, constant);
        }
        else if (type.IsArray)
        {
            _arrays.Emit(field, type);
        }
        else
        {
            string offset = $"_offset + {field.Offset}";
            Property(
                field,
                csharp,
                Guard(field, $"{name}NullValue"),
                _context.Read(type.Primitive, offset),
                _context.Write(type.Primitive, offset, "value"));
        }
    }

    private void EmitConstant(Field field, EncodedType type, ConstantValue constant)
    {
        if (type.IsText)
        {
            _arrays.EmitConstantText(field, constant.ToText());
            return;
        }

        string value = constant.EnumType is { } enumType
            ? $"({type.Primitive.CSharpName}){_context.Qualify(enumType)}.{constant.ValueName}"
            : constant.Number!.ToCSharp();
        ReadOnlyProperty(field, type.Primitive.CSharpName, value);
    }

    private void EmitEnum(Field field, EnumType type)
    {
        string name = _context.Qualify(type);
        if (field.Constant is { } constant)
        {
            ReadOnlyProperty(field, name, $"{name}.{constant.ValueName}");
        }
        else
        {
            EmitChoice(field, type.Encoding, type, $"{name}.NULL_VALUE");
        }
    }

    private void EmitChoice(Field field, Primitive encoding, SbeType type, string absent)
    {
        string name = _context.Qualify(type);
        string offset = $"_offset + {field.Offset}";
        Property(
            field,
            name,
            Guard(field, absent),
            $"({name}){_context.Read(encoding, offset)}",
            _context.Write(encoding, offset, $"({encoding.CSharpName})value"));
    }

    private void EmitComposite(Field field, CompositeType type)
    {
        string name = _context.Qualify(type);
        string cache = Names.Field(field.Name);
        _writer.Lines("", $"private readonly {name} {cache} = new {name}();", "");
        _writer.Summary(field.Info.Description);
        _writer.Open($"public {name} {field.CSharpName}");
        _writer.Open("get");
        Statement(Guard(field, "null"));
        _writer.Line($"{cache}.Wrap(_buffer, _offset + {field.Offset}, _actingVersion);");
        _writer.Line($"return {cache};");
        _writer.Close();
        _writer.Close();
    }

    private void Property(Field field, string type, string guard, string read, string write)
    {
        _writer.Line("");
        _writer.Summary(field.Info.Description);
        _writer.Open($"public {type} {field.CSharpName}");
        _writer.Open("get");
        Statement(guard);
        _writer.Line($"return {read};");
        _writer.Close();
        _writer.Line($"set {{ {write} }}");
        _writer.Close();
    }

    private void ReadOnlyProperty(Field field, string type, string value)
    {
        _writer.Line("");
        _writer.Summary(field.Info.Description);
        _writer.Line($"public {type} {field.CSharpName} {{ get {{ return {value}; }} }}");
    }

    private void Statement(string statement)
    {
        if (statement.Length > 0)
        {
            _writer.Line(statement);
        }
    }
}
