using System.Xml;
using System.Xml.Linq;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Reads a schema file.</summary>
internal static class SchemaParser
{
    /// <summary>Parses and checks a schema; null when the list has errors afterwards.</summary>
    public static Schema? Parse(string xml, ProblemList problems)
    {
        XElement? root = Load(xml, problems);
        if (root is null)
        {
            return null;
        }

        var reader = new ElementReader(problems);
        if (root.Name.LocalName != "messageSchema")
        {
            reader.ReportUnexpected(root);
            return null;
        }

        Schema? schema = ParseRoot(root, reader);
        if (schema is not null && !problems.HasErrors)
        {
            NameRules.Check(schema, problems);
        }

        return problems.HasErrors ? null : schema;
    }

    private static XElement? Load(string xml, ProblemList problems)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var xmlReader = XmlReader.Create(new StringReader(xml), settings);
            return XDocument.Load(xmlReader, LoadOptions.SetLineInfo).Root;
        }
        catch (XmlException exception)
        {
            var position = new FilePosition(
                Math.Max(0, exception.LineNumber - 1), Math.Max(0, exception.LinePosition - 1));
            problems.Add(SbeDiagnostics.MalformedXml, position, exception.Message);
            return null;
        }
    }

    private static Schema? ParseRoot(XElement root, ElementReader reader)
    {
        reader.CheckAttributes(root, "package id version semanticVersion description byteOrder headerType");
        string? package = reader.RequiredText(root, "package");
        int id = reader.RequiredInteger(root, "id", ushort.MaxValue);
        int version = reader.Integer(root, "version", ushort.MaxValue) ?? 0;
        reader.SchemaVersion = version;
        bool isBigEndian = ParseByteOrder(root, reader);
        var types = new TypeParser(reader);
        List<XElement> messages = Sort(root, reader, types);
        CompositeType? header = StructureRules.Header(reader, types, root, id, version);
        types.ParseAll();
        if (package is null || !CheckPackage(package, root, reader) || header is null)
        {
            return null;
        }

        var messageParser = new MessageParser(reader, types, header);
        return new Schema(Names.Namespace(package), header, ProblemList.PositionOf(root))
        {
            Id = id,
            Version = version,
            SemanticVersion = ElementReader.Text(root, "semanticVersion") ?? "",
            IsBigEndian = isBigEndian,
            Messages = messages.ConvertAll(messageParser.Parse),
            Types = types.Generated,
        };
    }

    private static List<XElement> Sort(XElement root, ElementReader reader, TypeParser types)
    {
        var messages = new List<XElement>();
        foreach (XElement child in root.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "types":
                    if (child.Attribute("package") is { } ownPackage)
                    {
                        reader.Report(
                            SbeDiagnostics.Unsupported,
                            ownPackage,
                            "types in a package of their own are not supported");
                    }

                    types.Declare(child);
                    break;
                case "message":
                    messages.Add(child);
                    break;
                default:
                    reader.ReportUnexpected(child);
                    break;
            }
        }

        return messages;
    }

    private static bool ParseByteOrder(XElement root, ElementReader reader)
    {
        string? text = ElementReader.Text(root, "byteOrder");
        if (text is not (null or "littleEndian" or "bigEndian"))
        {
            reader.Report(
                SbeDiagnostics.InvalidAttribute,
                root.Attribute("byteOrder")!,
                $"'byteOrder' is '{text}', not littleEndian or bigEndian");
        }

        return text == "bigEndian";
    }

    private static bool CheckPackage(string package, XElement root, ElementReader reader)
    {
        foreach (string part in package.Split('.'))
        {
            if (!Names.IsIdentifier(part.Replace('-', '_')) || part.Split('-').Contains(""))
            {
                reader.Report(
                    SbeDiagnostics.InvalidName,
                    root.Attribute("package")!,
                    $"'{package}' cannot become a namespace of C#");
                return false;
            }
        }

        return true;
    }
}
