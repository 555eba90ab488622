using Microsoft.CodeAnalysis;

namespace Sbe.Tests.Generator;

/// <summary>Each mistake is one error with its id at its line, and generates nothing.</summary>
public class MalformedSchemaTests
{
    [Theory]
    [InlineData("SBE002", "<struct name='a'/><!--!-->")]
    [InlineData("SBE002", "<composite name='a'><!--!-->\n</composite>")]
    [InlineData(
        "SBE002",
        "<composite name='a'>\n<group name='g' id='1'/><!--!--><type name='b' primitiveType='int8'/>"
        + "</composite>")]
    [InlineData("SBE002", "<enum name='a' encodingType='char'>\n<value name='b'>1</value><!--!-->\n</enum>")]
    [InlineData("SBE003", "<type name='a'/><!--!-->")]
    [InlineData("SBE003", "<type primitiveType='int8'/><!--!-->")]
    [InlineData("SBE003", "<type name='a' primitiveType='int8' length='-1'/><!--!-->")]
    [InlineData("SBE003", "<type name='a'\n primitiveType='int8'\n presence='maybe'/><!--!-->")]
    [InlineData("SBE003", "<enum name='a'/><!--!-->")]
    [InlineData("SBE004", "<type name='1a' primitiveType='int8'/><!--!-->")]
    [InlineData("SBE004", "<type name='a-b' primitiveType='int8'/><!--!-->")]
    [InlineData(
        "SBE004",
        "<enum name='a' encodingType='char'>\n<validValue name='true'>1</validValue><!--!-->\n</enum>")]
    [InlineData("SBE005", "<type name='Side' primitiveType='int8'/><!--!-->")]
    [InlineData("SBE005", "<type name='int8' primitiveType='int8'/><!--!-->")]
    [InlineData("SBE005", "<enum name='side' encodingType='char'/><!--!-->")]
    [InlineData("SBE005", "<enum name='textBlock' encodingType='char'/><!--!-->")]
    [InlineData("SBE005", "<set name='MetaAttribute' encodingType='uint8'/><!--!-->")]
    [InlineData("SBE005", "<composite name='a'>\n<type name='size' primitiveType='int8'/><!--!-->\n</composite>")]
    [InlineData("SBE005", "<composite name='size'><!--!-->\n<type name='a' primitiveType='int8'/>\n</composite>")]
    [InlineData(
        "SBE005",
        "<enum name='a' encodingType='char'><validValue name='b'>1</validValue>\n<validValue name='b'>2"
        + "</validValue><!--!-->\n</enum>")]
    [InlineData(
        "SBE005",
        "<enum name='a' encodingType='char'><validValue name='b'>1</validValue>\n<validValue name='c'>1"
        + "</validValue><!--!-->\n</enum>")]
    [InlineData(
        "SBE005",
        "<enum name='a' encodingType='uint8' nullValue='7'>\n<validValue name='b'>7</validValue><!--!-->\n</enum>")]
    [InlineData(
        "SBE005",
        "<set name='a' encodingType='uint8'><choice name='b'>1</choice>\n<choice name='B'>2</choice>"
        + "<!--!-->\n</set>")]
    [InlineData(
        "SBE005",
        "<set name='a' encodingType='uint8'><choice name='b'>1</choice>\n<choice name='c'>1</choice>"
        + "<!--!-->\n</set>")]
    [InlineData("SBE006", "<type name='a' primitiveType='int7'/><!--!-->")]
    [InlineData("SBE006", "<enum name='a' encodingType='none'/><!--!-->")]
    [InlineData(
        "SBE006",
        "<composite name='a'>\n<ref name='b' type='none'/><!--!--><type name='c' primitiveType='int8'/>"
        + "</composite>")]
    [InlineData("SBE007", "<enum name='a' encodingType='uint64'/><!--!-->")]
    [InlineData("SBE007", "<set name='a' encodingType='int8'/><!--!-->")]
    [InlineData("SBE007", "<set name='a' encodingType='Side'/><!--!-->")]
    [InlineData(
        "SBE007",
        "<composite name='a'>\n<type name='varData' primitiveType='uint8' length='0'/><!--!-->\n"
        + "<type name='b' primitiveType='int8'/></composite>")]
    [InlineData("SBE007", "<composite name='a'>\n<ref name='b' type='text'/><!--!-->\n</composite>")]
    [InlineData("SBE008", "<type name='a' primitiveType='int8' minValue='-129'/><!--!-->")]
    [InlineData("SBE008", "<type name='a' primitiveType='uint32' nullValue='4294967296'/><!--!-->")]
    [InlineData("SBE008", "<type name='a' primitiveType='float' maxValue='1e39'/><!--!-->")]
    [InlineData("SBE008", "<type name='a' primitiveType='int8' presence='constant'>x</type><!--!-->")]
    [InlineData(
        "SBE008",
        "<enum name='a' encodingType='uint8'>\n<validValue name='b'>256</validValue><!--!-->\n</enum>")]
    [InlineData("SBE008", "<enum name='a' encodingType='char'>\n<validValue name='b'></validValue><!--!-->\n</enum>")]
    [InlineData("SBE008", "<set name='a' encodingType='uint8'>\n<choice name='b'>8</choice><!--!-->\n</set>")]
    [InlineData(
        "SBE010",
        "<composite name='a'><type name='b' primitiveType='int32'/>\n"
        + "<type name='c' primitiveType='int8' offset='3'/><!--!-->\n</composite>")]
    [InlineData("SBE012", "<type name='a' primitiveType='int8' sinceVersion='2'/><!--!-->")]
    [InlineData(
        "SBE013",
        "<composite name='a'>\n<ref name='b' type='a'/><!--!--><type name='c' primitiveType='int8'/>"
        + "</composite>")]
    [InlineData(
        "SBE013",
        "<composite name='a'><ref name='b' type='c'/></composite><composite name='c'>\n"
        + "<ref name='d' type='a'/><!--!--><type name='e' primitiveType='int8'/></composite>")]
    [InlineData("SBE015", "<type name='a' primitiveType='char' presence='constant' valueRef='Side'/><!--!-->")]
    [InlineData("SBE015", "<type name='a' primitiveType='char' presence='constant' valueRef='Side.Sell'/><!--!-->")]
    [InlineData(
        "SBE015",
        "<composite name='a'>\n<type name='b' primitiveType='int8' presence='constant'/><!--!-->\n"
        + "</composite>")]
    public void In_types(string id, string types) => AssertReported(id, MalformedSchema.WithTypes(types));

    [Theory]
    [InlineData("SBE002", "<member name='a' id='1'/><!--!-->")]
    [InlineData("SBE003", "<field name='a' type='int8'/><!--!-->")]
    [InlineData("SBE003", "<field name='a' id='x' type='int8'/><!--!-->")]
    [InlineData("SBE003", "<field name='a' id='1'/><!--!-->")]
    [InlineData("SBE004", "<field name='class' id='1' type='int8'/><!--!-->")]
    [InlineData("SBE005", "<field name='a' id='1' type='int8'/>\n<field name='a' id='2' type='int8'/><!--!-->")]
    [InlineData("SBE005", "<field name='a' id='1' type='int8'/>\n<field name='A' id='2' type='int8'/><!--!-->")]
    [InlineData("SBE005", "<field name='a' id='1' type='int8'/>\n<field name='b' id='1' type='int8'/><!--!-->")]
    [InlineData("SBE005", "<field name='a' id='1' type='int8'/>\n<field name='aId' id='2' type='int8'/><!--!-->")]
    [InlineData("SBE005", "<field name='m' id='1' type='int8'/><!--!-->")]
    [InlineData("SBE005", "<field name='limit' id='1' type='int8'/><!--!-->")]
    [InlineData("SBE005", "<field name='a' id='1' type='int8'/>\n<group name='b' id='1'/><!--!-->")]
    [InlineData(
        "SBE005",
        "<group name='a' id='1'><field name='b' id='1' type='int8'/>\n"
        + "<field name='count' id='2' type='int8'/><!--!-->\n</group>")]
    [InlineData("SBE006", "<field name='a' id='1' type='none'/><!--!-->")]
    [InlineData("SBE006", "<group name='a' id='1' dimensionType='none'/><!--!-->")]
    [InlineData("SBE007", "<group name='a' id='1' dimensionType='messageHeader'/><!--!-->")]
    [InlineData("SBE007", "<data name='a' id='1' type='messageHeader'/><!--!-->")]
    [InlineData("SBE007", "<field name='a' id='1' type='text'/><!--!-->")]
    [InlineData("SBE009", "<group name='a' id='1'/>\n<field name='b' id='2' type='int8'/><!--!-->")]
    [InlineData("SBE009", "<data name='a' id='1' type='text'/>\n<field name='b' id='2' type='int8'/><!--!-->")]
    [InlineData("SBE009", "<data name='a' id='1' type='text'/>\n<group name='b' id='2'/><!--!-->")]
    [InlineData(
        "SBE010",
        "<field name='a' id='1' type='int64'/>\n<field name='b' id='2' type='int8' offset='7'/><!--!-->")]
    [InlineData(
        "SBE011",
        "<group name='a' id='1' blockLength='7'><!--!-->\n<field name='b' id='2' type='int64'/></group>")]
    [InlineData("SBE012", "<field name='a' id='1' type='int8' sinceVersion='2'/><!--!-->")]
    [InlineData("SBE012", "<group name='a' id='1' deprecated='2'/><!--!-->")]
    [InlineData("SBE015", "<field name='a' id='1' type='Side' presence='constant'/><!--!-->")]
    [InlineData("SBE015", "<field name='a' id='1' type='int8' presence='constant' valueRef='Side.Buy'/><!--!-->")]
    public void In_fields(string id, string fields) => AssertReported(id, MalformedSchema.WithFields(fields));

    [Theory]
    [InlineData("SBE003", "<sbe:message name='M'/><!--!-->")]
    [InlineData("SBE003", "<sbe:message name='M' id='65535'/><!--!-->")]
    [InlineData("SBE005", "<sbe:message name='M' id='1'/>\n<sbe:message name='N' id='1'/><!--!-->")]
    [InlineData("SBE005", "<sbe:message name='M' id='1'/>\n<sbe:message name='m' id='2'/><!--!-->")]
    [InlineData("SBE005", "<sbe:message name='Side' id='1'/><!--!-->")]
    [InlineData("SBE005", "<sbe:message name='Limit' id='1'/><!--!-->")]
    [InlineData(
        "SBE011",
        "<sbe:message name='M' id='1' blockLength='1'><!--!-->\n<field name='a' id='1' type='int16'/>"
        + "</sbe:message>")]
    [InlineData("SBE011", "<sbe:message name='M' id='1' blockLength='65535'/><!--!-->")]
    [InlineData("SBE016", "<include href='other.xml'/><!--!-->")]
    [InlineData("SBE016", "<types package='other'/><!--!-->")]
    public void In_messages(string id, string messages) => AssertReported(id, MalformedSchema.WithMessages(messages));

    [Theory]
    [InlineData("numInGroup", "<group name='a' id='1' dimensionType='d'/><!--!-->")]
    [InlineData("length", "<data name='a' id='1' type='d'/><!--!-->")]
    public void A_count_or_length_of_32_bits_needs_a_maximum_that_fits_an_int(string member, string field)
    {
        string second = member == "length"
            ? "<type name='varData' primitiveType='uint8' length='0'/>"
            : "<type name='blockLength' primitiveType='uint16'/>";
        string types = $"<composite name='d'><type name='{member}' primitiveType='uint32'/>{second}</composite>";
        AssertReported("SBE014", MalformedSchema.WithFields(field, types));

        string safe = types.Replace("'uint32'", "'uint32' maxValue='2147483647'", StringComparison.Ordinal);
        string schema = MalformedSchema.WithFields(field, safe);
        Assert.Empty(GeneratorRun.Run(new SchemaText("/s/bad.xml", schema)).Diagnostics);
    }

    [Theory]
    [InlineData("SBE001", "<a>\n<b><!--!-->", 2)]
    [InlineData("SBE001", "", 1)]
    [InlineData("SBE001", "<!DOCTYPE a [<!ENTITY e 'x'>]>\n<a>&e;</a>", 1)]
    [InlineData("SBE002", "\n<schema/>", 2)]
    [InlineData("SBE003", "<messageSchema id='1'/>", 1)]
    [InlineData("SBE003", "<messageSchema package='a'/>", 1)]
    [InlineData("SBE006", "<messageSchema package='a'\nid='1'/>", 1)]
    [InlineData("SBE003", "<messageSchema package='a'\nid='1' byteOrder='middle'/>", 2)]
    [InlineData(
        "SBE004",
        "<messageSchema id='1'\npackage='a..b'><types><composite name='messageHeader'>"
        + "<type name='blockLength' primitiveType='uint16'/>"
        + "<type name='templateId' primitiveType='uint16'/><type name='schemaId' primitiveType='uint16'/>"
        + "<type name='version' primitiveType='uint16'/></composite></types></messageSchema>",
        2)]
    [InlineData(
        "SBE007",
        "<messageSchema package='a' id='1'\nheaderType='h'><types><composite name='h'>"
        + "<type name='version' primitiveType='int8'/></composite></types></messageSchema>",
        2)]
    public void In_the_document(string id, string schema, int line)
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(new SchemaText("/s/bad.xml", schema));

        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Id == id && LineOf(diagnostic) == line);
        Assert.Empty(result.GeneratedTrees);
    }

    [Fact]
    public void All_mistakes_of_a_file_are_reported_at_once()
    {
        string schema = MalformedSchema.WithFields(
            "<field name='a' id='1' type='none'/>\n<field name='class' id='2' type='int8'/>");

        Assert.Equal(
            ["SBE004", "SBE006"],
            GeneratorRun.Run(new SchemaText("/s/bad.xml", schema)).Diagnostics.Select(d => d.Id).Order());
    }

    [Fact]
    public void An_error_points_to_its_column()
    {
        string schema = "<messageSchema package='a' id='1' byteOrder='middle'/>";
        Diagnostic diagnostic = GeneratorRun.Run(new SchemaText("/s/bad.xml", schema)).Diagnostics
            .Single(d => d.Id == "SBE003");

        Assert.Equal(
            schema.IndexOf("byteOrder", StringComparison.Ordinal),
            diagnostic.Location.GetLineSpan().StartLinePosition.Character);
    }

    private static void AssertReported(string id, string schema)
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(new SchemaText("/s/bad.xml", schema));

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("/s/bad.xml", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(MalformedSchema.MarkedLine(schema), LineOf(diagnostic));
        Assert.Empty(result.GeneratedTrees);
    }

    private static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;
}
