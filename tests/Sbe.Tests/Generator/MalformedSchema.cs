namespace Sbe.Tests.Generator;

/// <summary>Schemas with one mistake each, in the line that carries <see cref="Mark"/>.</summary>
internal static class MalformedSchema
{
    public const string Mark = "<!--!-->";

    private const string Types = """
          <types>
            <composite name="messageHeader">
              <type name="blockLength" primitiveType="uint16"/>
              <type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/>
              <type name="version" primitiveType="uint16"/>
            </composite>
            <composite name="groupSizeEncoding">
              <type name="blockLength" primitiveType="uint16"/>
              <type name="numInGroup" primitiveType="uint16"/>
            </composite>
            <composite name="text">
              <type name="length" primitiveType="uint8"/>
              <type name="varData" primitiveType="uint8" length="0"/>
            </composite>
            <enum name="Side" encodingType="char">
              <validValue name="Buy">1</validValue>
            </enum>
          </types>
        """;

    /// <summary>A schema with more types and one message around the given fields.</summary>
    public static string WithFields(string fields, string types = "") => WithMessages(
        $"""
          <sbe:message name="M" id="1">
        {fields}
          </sbe:message>
        """,
        types);

    /// <summary>A schema of version 1 with more types.</summary>
    public static string WithTypes(string types) => WithMessages("<sbe:message name='M' id='1'/>", types);

    public static string WithMessages(string messages, string types = "") => $"""
        <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="bad" id="1" version="1">
        {Types}
          <types>
        {types}
          </types>
        {messages}
        </sbe:messageSchema>
        """;

    /// <summary>Number of the line with the mark, counted from 1.</summary>
    public static int MarkedLine(string schema)
        => 1 + Array.FindIndex(schema.Split('\n'), line => line.Contains(Mark, StringComparison.Ordinal));
}
