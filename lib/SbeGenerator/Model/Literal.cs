using System.Globalization;

namespace SbeGenerator.Model;

/// <summary>A constant of a primitive type.</summary>
internal sealed class Literal
{
    private readonly Primitive _primitive;

    public Literal(Primitive primitive, decimal integer)
    {
        _primitive = primitive;
        Integer = integer;
    }

    public Literal(Primitive primitive, double real)
    {
        _primitive = primitive;
        Real = real;
    }

    /// <summary>Value of an integer or a character.</summary>
    public decimal Integer { get; }

    /// <summary>Value of a floating point number.</summary>
    public double Real { get; }

    public bool IsNotANumber => _primitive.IsReal && double.IsNaN(Real);

    /// <summary>Reads a value, or gives null when the text is none or does not fit the type.</summary>
    public static Literal? Parse(Primitive primitive, string text)
    {
        text = text.Trim();
        if (primitive.IsReal)
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
                && (primitive.Size == 8 || double.IsNaN(real) || Math.Abs(real) <= float.MaxValue)
                ? new Literal(primitive, real)
                : null;
        }

        if (ReferenceEquals(primitive, Primitive.Char) && text.Length == 1)
        {
            return text[0] < 0x80 ? new Literal(primitive, (decimal)text[0]) : null;
        }

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal integer)
            && IsRepresentable(primitive, integer)
            ? new Literal(primitive, integer)
            : null;
    }

    /// <summary>The value as a C# expression that converts to the type implicitly.</summary>
    public string ToCSharp()
    {
        if (_primitive.IsReal)
        {
            return RealToCSharp();
        }

        string digits = Integer.ToString(CultureInfo.InvariantCulture);
        return _primitive.CSharpName switch
        {
            "uint" => digits + "U",
            "long" => digits + "L",
            "ulong" => digits + "UL",
            _ => digits,
        };
    }

    private static bool IsRepresentable(Primitive primitive, decimal value)
    {
        // The type itself is wider than the range that a schema grants by default: that one leaves out the null value.
        decimal bits = 1;
        for (int i = 0; i < primitive.Size * 8; i++)
        {
            bits *= 2;
        }

        return primitive.IsUnsigned || ReferenceEquals(primitive, Primitive.Char)
            ? value >= 0 && value < bits
            : value >= -bits / 2 && value < bits / 2;
    }

    private string RealToCSharp()
    {
        string type = _primitive.CSharpName;
        if (double.IsNaN(Real))
        {
            return type + ".NaN";
        }

        if (double.IsInfinity(Real))
        {
            return type + (Real > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        return _primitive.Size == 4
            ? ((float)Real).ToString("R", CultureInfo.InvariantCulture) + "F"
            : Real.ToString("R", CultureInfo.InvariantCulture) + "D";
    }
}
