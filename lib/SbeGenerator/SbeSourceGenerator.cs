using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SbeGenerator.Diagnostics;

namespace SbeGenerator;

/// <summary>
/// Generates C# from SBE schemas: flyweights over a buffer, and structs with the layout of the wire. It takes the
/// additional files that carry the item metadata <c>SbeSchema="true"</c>.
/// </summary>
/// <remarks>A schema with an error generates nothing; each error points to its place in the file.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class SbeSourceGenerator : IIncrementalGenerator
{
    private const string SchemaMetadata = "build_metadata.AdditionalFiles.SbeSchema";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<CompiledSchema>> schemas = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => IsSchema(pair.Left, pair.Right))
            .Select(static (pair, _) => pair.Left)
            .Select(static (file, cancellation)
                => CompiledSchema.Compile(file.Path, file.GetText(cancellation)?.ToString() ?? ""))
            .Collect();
        context.RegisterSourceOutput(schemas, static (output, all) => Produce(output, all));
    }

    private static bool IsSchema(AdditionalText file, AnalyzerConfigOptionsProvider options)
        => options.GetOptions(file).TryGetValue(SchemaMetadata, out string? value)
            && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static void Produce(SourceProductionContext output, ImmutableArray<CompiledSchema> schemas)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (CompiledSchema schema in schemas)
        {
            foreach (SchemaProblem problem in schema.Problems)
            {
                output.ReportDiagnostic(problem.ToDiagnostic());
            }

            if (schema.Namespace is not { } name)
            {
                continue;
            }

            if (owners.TryGetValue(name, out string? owner))
            {
                string message = $"the namespace '{name}' is generated from '{owner}' already";
                output.ReportDiagnostic(new SchemaProblem(
                    SbeDiagnostics.NamespaceTaken, schema.Path, schema.Position, message).ToDiagnostic());
                continue;
            }

            owners.Add(name, schema.Path);
            foreach (Emit.GeneratedFile file in schema.Files)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
            }
        }
    }
}
