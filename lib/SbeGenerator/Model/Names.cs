namespace SbeGenerator.Model;

/// <summary>How names of a schema become names of C#.</summary>
internal static class Names
{
    public static string UpperFirst(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string LowerFirst(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Name of a private field for a member.</summary>
    public static string Field(string name) => "_" + LowerFirst(name);

    /// <summary>Namespace for a package: each word between dots and hyphens is upper-cased.</summary>
    public static string Namespace(string package)
        => string.Join(".", package.Split('.').Select(part => string.Concat(part.Split('-').Select(UpperFirst))));

    /// <summary>Whether the name is an identifier made of ASCII letters, digits and underscores.</summary>
    public static bool IsIdentifier(string name)
        => name.Length > 0
            && !IsDigit(name[0])
            && name.All(character => IsDigit(character) || character == '_' || IsLetter(character));

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
