using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sbe.Tests.Generator;

/// <summary>Hands item metadata to the generator as the build does.</summary>
internal sealed class SchemaOptions : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(false);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        => new Options(textFile is SchemaText { IsSchema: true });

    private sealed class Options(bool isSchema) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = isSchema && key == "build_metadata.AdditionalFiles.SbeSchema" ? "true" : null;
            return value is not null;
        }
    }
}
