using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sbe.Tests.Generator;

/// <summary>A schema file in memory.</summary>
internal sealed class SchemaText(string path, string text, bool isSchema = true) : AdditionalText
{
    public override string Path => path;

    /// <summary>Whether the file carries the item metadata that marks a schema.</summary>
    public bool IsSchema => isSchema;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
