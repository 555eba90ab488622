namespace SbeGenerator.Model;

/// <summary>One of the eleven primitive types of SBE, with its C# type, its size and its default limits.</summary>
internal sealed class Primitive
{
    public static readonly Primitive Char = new("char", "byte", "Char", 1, 0x20, 0x7e, 0);
    public static readonly Primitive Int8 = new("int8", "sbyte", "Int8", 1, -127, sbyte.MaxValue, sbyte.MinValue);
    public static readonly Primitive Int16 = new("int16", "short", "Int16", 2, -32767, short.MaxValue, short.MinValue);
    public static readonly Primitive Int32
        = new("int32", "int", "Int32", 4, -int.MaxValue, int.MaxValue, int.MinValue);
    public static readonly Primitive Int64
        = new("int64", "long", "Int64", 8, -long.MaxValue, long.MaxValue, long.MinValue);
    public static readonly Primitive UInt8 = new("uint8", "byte", "Uint8", 1, 0, 254, 255);
    public static readonly Primitive UInt16 = new("uint16", "ushort", "Uint16", 2, 0, 65534, 65535);
    public static readonly Primitive UInt32
        = new("uint32", "uint", "Uint32", 4, 0, uint.MaxValue - 1, uint.MaxValue);
    public static readonly Primitive UInt64
        = new("uint64", "ulong", "Uint64", 8, 0, ulong.MaxValue - 1, ulong.MaxValue);
    public static readonly Primitive Float = new("float", "float", "Float", 4, float.MinValue, float.MaxValue);
    public static readonly Primitive Double = new("double", "double", "Double", 8, double.MinValue, double.MaxValue);

    private static readonly Dictionary<string, Primitive> ByName
        = new[] { Char, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float, Double }
            .ToDictionary(primitive => primitive.Name);

    private readonly string _runtimeName;

    private Primitive(
        string name, string csharpName, string runtimeName, int size, decimal min, decimal max, decimal nullValue)
    {
        Name = name;
        CSharpName = csharpName;
        _runtimeName = runtimeName;
        Size = size;
        Min = new Literal(this, min);
        Max = new Literal(this, max);
        Null = new Literal(this, nullValue);
    }

    private Primitive(string name, string csharpName, string runtimeName, int size, double min, double max)
    {
        Name = name;
        CSharpName = csharpName;
        _runtimeName = runtimeName;
        Size = size;
        IsReal = true;
        Min = new Literal(this, min);
        Max = new Literal(this, max);
        Null = new Literal(this, double.NaN);
    }

    public string Name { get; }

    public string CSharpName { get; }

    /// <summary>Size in bytes.</summary>
    public int Size { get; }

    public bool IsReal { get; }

    public Literal Min { get; }

    public Literal Max { get; }

    public Literal Null { get; }

    public bool IsUnsigned => Name.StartsWith("uint", StringComparison.Ordinal);

    /// <summary>The primitive with that name in the schema, or null.</summary>
    public static Primitive? Find(string name) => ByName.TryGetValue(name, out Primitive? found) ? found : null;

    /// <summary>Name of the method of the runtime that reads a value.</summary>
    public string Getter(bool bigEndian) => Accessor("Get", bigEndian);

    /// <summary>Name of the method of the runtime that writes a value.</summary>
    public string Putter(bool bigEndian) => Accessor("Put", bigEndian);

    private string Accessor(string verb, bool bigEndian)
        => Size == 1 ? _runtimeName + verb : _runtimeName + verb + (bigEndian ? "BigEndian" : "LittleEndian");
}
