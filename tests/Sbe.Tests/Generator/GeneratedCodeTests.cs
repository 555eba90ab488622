using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sbe.Tests.Generator;

public class GeneratedCodeTests
{
    [Theory]
    [InlineData("depot.xml")]
    [InlineData("big-endian.xml")]
    [InlineData("version0.xml")]
    [InlineData("version1.xml")]
    public void Generated_code_compiles_without_warnings(string name)
    {
        GeneratorDriver driver = GeneratorRun.CreateDriver(Load(name)).RunGeneratorsAndUpdateCompilation(
            GeneratorRun.CreateCompilation(), out Compilation compilation, out _);

        Assert.Empty(driver.GetRunResult().Diagnostics);
        Assert.True(compilation.SyntaxTrees.Count() > 5);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
    }

    [Fact]
    public void Generated_code_compiles_without_warnings_when_no_warning_is_suppressed()
    {
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13);
        IEnumerable<SyntaxTree> trees = GeneratorRun.Run(Load("depot.xml")).GeneratedTrees.Select(tree
            => CSharpSyntaxTree.ParseText(
                tree.ToString().Replace("#pragma warning disable", "", StringComparison.Ordinal), options));

        Assert.Empty(GeneratorRun.CreateCompilation().AddSyntaxTrees(trees).GetDiagnostics());
    }

    [Fact]
    public void Descriptions_become_documentation()
    {
        string parcel = Source(GeneratorRun.Run(Load("depot.xml")), "Sbe.Tests.Depot.ParcelBlock.g.cs");

        Assert.Contains("/// <summary>A parcel &amp; its way.</summary>", parcel, StringComparison.Ordinal);
        Assert.Contains("/// <summary>Number of the parcel.</summary>", parcel, StringComparison.Ordinal);
        Assert.Contains("/// <summary>Class of a parcel.</summary>", parcel, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_marked_as_a_schema_is_left_alone()
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(new SchemaText("/s/other.xml", "<other/>", isSchema: false));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.GeneratedTrees);
    }

    [Fact]
    public void Names_of_members_may_hide_names_of_types()
    {
        string schema = MalformedSchema.WithFields(
            """
            <field name="side" id="1" type="Side"/>
            <field name="messageHeader" id="2" type="uint8"/>
            <field name="metaAttribute" id="3" type="Side"/>
            <field name="directBuffer" id="4" type="System"/>
            <group name="side2" id="5"><field name="sbe" id="6" type="Side2Group"/></group>
            """,
            """
            <enum name="System" encodingType="uint8"><validValue name="Span">1</validValue></enum>
            <enum name="Side2Group" encodingType="uint8"><validValue name="Org">1</validValue></enum>
            """);
        GeneratorRun.CreateDriver(new SchemaText("/s/names.xml", schema)).RunGeneratorsAndUpdateCompilation(
            GeneratorRun.CreateCompilation(), out Compilation compilation, out var problems);

        Assert.Empty(problems);
        Assert.Empty(compilation.GetDiagnostics());
    }

    [Fact]
    public void Two_schemas_cannot_have_one_package()
    {
        string text = MalformedSchema.WithTypes("");
        GeneratorDriverRunResult result = GeneratorRun.Run(
            new SchemaText("/s/first.xml", text), new SchemaText("/s/second.xml", text));

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SBE017", diagnostic.Id);
        Assert.Equal("/s/second.xml", diagnostic.Location.GetLineSpan().Path);
        Assert.NotEmpty(result.GeneratedTrees);
    }

    [Theory]
    [InlineData("<field name='a' id='1' type='int8' presense='optional'/><!--!-->")]
    [InlineData("<field name='a' id='1' type='t' presence='optional'/><!--!-->")]
    public void An_attribute_without_effect_is_a_warning(string field)
    {
        string schema = MalformedSchema.WithFields(field, "<type name='t' primitiveType='int8' nullValue='0'/>");
        GeneratorDriverRunResult result = GeneratorRun.Run(new SchemaText("/s/typo.xml", schema));

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SBE018", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Equal(MalformedSchema.MarkedLine(schema), diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.NotEmpty(result.GeneratedTrees);
    }

    [Fact]
    public void A_change_of_another_file_generates_nothing_anew()
    {
        var other = new SchemaText("/s/other.xml", "<a/>", isSchema: false);
        GeneratorDriver driver = GeneratorRun.CreateDriver(Load("depot.xml"), other);
        driver = driver.RunGenerators(GeneratorRun.CreateCompilation());
        driver = driver.ReplaceAdditionalText(other, new SchemaText("/s/other.xml", "<b/>", isSchema: false));
        driver = driver.RunGenerators(GeneratorRun.CreateCompilation());

        IEnumerable<IncrementalStepRunReason> reasons = driver.GetRunResult().Results.Single().TrackedOutputSteps
            .SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
        Assert.All(reasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static string Source(GeneratorDriverRunResult result, string hintName)
        => result.Results.Single().GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    private static SchemaText Load(string name)
    {
        using Stream stream = typeof(GeneratedCodeTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new SchemaText("/s/" + name, reader.ReadToEnd());
    }
}
