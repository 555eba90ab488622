namespace SbeGenerator.Emit;

/// <summary>A file of generated C#; compared by value, as incremental generation needs.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
