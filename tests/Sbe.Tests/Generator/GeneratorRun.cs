using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SbeGenerator;

namespace Sbe.Tests.Generator;

/// <summary>Runs the generator inside the test process over schemas given as text.</summary>
internal static class GeneratorRun
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path != typeof(GeneratorRun).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Runs over files of which all are marked as schemas.</summary>
    public static GeneratorDriverRunResult Run(params SchemaText[] files)
        => CreateDriver(files).RunGenerators(CreateCompilation()).GetRunResult();

    public static GeneratorDriver CreateDriver(params SchemaText[] files)
        => CSharpGeneratorDriver.Create(
            [new SbeSourceGenerator().AsSourceGenerator()],
            files,
            CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13),
            new SchemaOptions(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation CreateCompilation()
        => CSharpCompilation.Create(
            "Generated",
            [],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, warningLevel: 9999));
}
