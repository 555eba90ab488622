namespace SbeGenerator.Model;

/// <summary>What a constant always is: a number, a text, or a value of an enum.</summary>
internal sealed class ConstantValue
{
    private ConstantValue(Literal? number, string? text, EnumType? enumType, string? valueName)
    {
        Number = number;
        Text = text;
        EnumType = enumType;
        ValueName = valueName;
    }

    public Literal? Number { get; }

    /// <summary>A text of ASCII characters, longer than one.</summary>
    public string? Text { get; }

    public EnumType? EnumType { get; }

    /// <summary>Name of the value of <see cref="EnumType"/>.</summary>
    public string? ValueName { get; }

    /// <summary>The value of a constant of type char, as text.</summary>
    public string ToText()
    {
        Literal? single = Number ?? EnumType?.Values.First(value => value.Name == ValueName).Value;
        return Text ?? ((char)single!.Integer).ToString();
    }

    public static ConstantValue Of(Literal number) => new(number, null, null, null);

    public static ConstantValue Of(string text) => new(null, text, null, null);

    public static ConstantValue Of(EnumType enumType, string valueName) => new(null, null, enumType, valueName);
}
