using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MatchingEngine.Messages;

namespace OrderEntry.Tests;

/// <summary>PROTOCOL.md says what the schema says, and its example is what goes over the wire.</summary>
public partial class ProtocolDocumentTests
{
    /// <summary>What stays inside the service, or goes to the feeds: no session sends or sees it.</summary>
    private static readonly int[] Internal =
    [
        SessionNegotiatedBlock.TemplateId, StateDigestBlock.TemplateId, TimeAdvancedBlock.TemplateId,
        SessionDisconnectedBlock.TemplateId, SecurityDefinitionReportBlock.TemplateId,
        SecurityStatusReportBlock.TemplateId,
    ];

    private static readonly XNamespace Sbe = "http://fixprotocol.io/2016/sbe";
    private static readonly string Document = ReadResource("PROTOCOL.md");
    private static readonly XElement Schema = XElement.Parse(ReadResource("matching-engine.xml"));

    [Fact]
    public void Example_is_the_frame_that_a_client_sends()
    {
        byte[] expected = TestClient.Frame(Venue.Order(1));
        string example = ExamplePattern().Match(Document).Groups[1].Value;
        IEnumerable<string> bytes = example.Split('\n')
            .SelectMany(line => BytesPattern().Match(line).Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, bytes.Select(
            text => byte.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_message_of_the_schema_has_its_table()
    {
        foreach (XElement message in Schema.Elements(Sbe + "message").Where(each => !Internal.Contains(Id(each))))
        {
            string heading = $"### {message.Attribute("name")!.Value} ({Id(message)}), "
                + $"{message.Attribute("blockLength")!.Value} bytes\n";
            Assert.Contains(heading, Document, StringComparison.Ordinal);
            string table = Document[Document.IndexOf(heading, StringComparison.Ordinal)..];
            int end = table.IndexOf("\n#", heading.Length, StringComparison.Ordinal);
            IEnumerable<string> rows = FieldRowPattern().Matches(table[..end])
                .Select(row => $"{row.Groups[1]} {row.Groups[2]} {row.Groups[3]}");

            Assert.Equal(
                message.Elements("field").Select(field => string.Join(
                    ' ', new[] { "offset", "name", "id" }.Select(name => field.Attribute(name)!.Value))),
                rows);
        }
    }

    /// <summary>
    /// A client that takes a numbered message for one outside the sequence does not ask for it again.
    /// </summary>
    [Fact]
    public void Refusals_at_the_door_alone_are_outside_the_sequence()
    {
        IEnumerable<string> outside = Document.Split("\n### ")
            .Where(section => section.Contains("| MsgSeqNum | uint32 | 34 | 0: outside the sequence |"))
            .Select(section => section[..section.IndexOf(' ')]);

        Assert.Equal(["BusinessMessageReject"], outside);
    }

    [Theory]
    [InlineData(typeof(NegotiationRejectCode))]
    [InlineData(typeof(EstablishmentRejectCode))]
    [InlineData(typeof(RetransmitRejectCode))]
    [InlineData(typeof(BusinessRejectReason))]
    [InlineData(typeof(SystemCommandResult))]
    [InlineData(typeof(OrdRejReason))]
    [InlineData(typeof(CxlRejReason))]
    [InlineData(typeof(CancelReason))]
    [InlineData(typeof(MassCancelRejectReason))]
    [InlineData(typeof(ExecRestatementReason))]
    public void Every_reason_of_the_schema_has_its_row(Type reasons)
    {
        Assert.Equal(SchemaValues(reasons.Name), DocumentValues(reasons.Name));
    }

    private static int Id(XElement message) =>
        int.Parse(message.Attribute("id")!.Value, CultureInfo.InvariantCulture);

    private static IEnumerable<string> SchemaValues(string name) => Schema.Element("types")!.Elements("enum")
        .Single(type => type.Attribute("name")!.Value == name)
        .Elements("validValue").Select(value => $"{value.Attribute("name")!.Value} {value.Value}");

    private static IEnumerable<string> DocumentValues(string name)
    {
        string table = Document[Document.IndexOf($"\n| {name} | | |", StringComparison.Ordinal)..];
        int end = table.IndexOf("\n\n", StringComparison.Ordinal);
        return ReasonRowPattern().Matches(table[..end]).Select(row => $"{row.Groups[1]} {row.Groups[2]}");
    }

    private static string ReadResource(string name)
    {
        using Stream stream = typeof(ProtocolDocumentTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"### Worked example.*?```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExamplePattern();

    [GeneratedRegex(@"^([0-9a-f]{2} )*[0-9a-f]{2}(?=  )")]
    private static partial Regex BytesPattern();

    [GeneratedRegex(@"^\| (\d+) \| \d+ \| (\w+) \| [^|]+ \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex FieldRowPattern();

    [GeneratedRegex(@"^\| (\w+) \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ReasonRowPattern();
}
