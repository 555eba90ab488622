using Microsoft.CodeAnalysis;

namespace SbeGenerator.Diagnostics;

/// <summary>The diagnostics of the generator. Each message says what is wrong with which element.</summary>
internal static class SbeDiagnostics
{
    public const string MalformedXml = "SBE001";
    public const string UnexpectedElement = "SBE002";
    public const string InvalidAttribute = "SBE003";
    public const string InvalidName = "SBE004";
    public const string Duplicate = "SBE005";
    public const string UnknownType = "SBE006";
    public const string UnsuitableType = "SBE007";
    public const string InvalidValue = "SBE008";
    public const string WrongOrder = "SBE009";
    public const string OffsetOverlaps = "SBE010";
    public const string BlockLengthTooSmall = "SBE011";
    public const string InvalidVersion = "SBE012";
    public const string CircularReference = "SBE013";
    public const string UnsafeLength = "SBE014";
    public const string InvalidConstant = "SBE015";
    public const string Unsupported = "SBE016";
    public const string NamespaceTaken = "SBE017";
    public const string AttributeWithoutEffect = "SBE018";

    private static readonly DiagnosticDescriptor MalformedXmlRule = Error("SBE001", "The schema is not XML");
    private static readonly DiagnosticDescriptor UnexpectedElementRule
        = Error("SBE002", "An element stands where the schema language has no place for it");
    private static readonly DiagnosticDescriptor InvalidAttributeRule
        = Error("SBE003", "An attribute is missing or has no allowed value");
    private static readonly DiagnosticDescriptor InvalidNameRule = Error("SBE004", "A name cannot be used in C#");
    private static readonly DiagnosticDescriptor DuplicateRule = Error("SBE005", "A name or an id is used twice");
    private static readonly DiagnosticDescriptor UnknownTypeRule = Error("SBE006", "A type does not exist");
    private static readonly DiagnosticDescriptor UnsuitableTypeRule
        = Error("SBE007", "A type cannot be used in this place");
    private static readonly DiagnosticDescriptor InvalidValueRule = Error("SBE008", "A value does not fit its type");
    private static readonly DiagnosticDescriptor WrongOrderRule
        = Error("SBE009", "Fields, groups and data are not in this order");
    private static readonly DiagnosticDescriptor OffsetOverlapsRule
        = Error("SBE010", "An offset lies in bytes that are taken");
    private static readonly DiagnosticDescriptor BlockLengthTooSmallRule
        = Error("SBE011", "A block length does not fit");
    private static readonly DiagnosticDescriptor InvalidVersionRule
        = Error("SBE012", "A version is beyond that of the schema");
    private static readonly DiagnosticDescriptor CircularReferenceRule
        = Error("SBE013", "A type contains itself");
    private static readonly DiagnosticDescriptor UnsafeLengthRule
        = Error("SBE014", "A count or length does not fit an int");
    private static readonly DiagnosticDescriptor InvalidConstantRule
        = Error("SBE015", "A constant has no value or refers to none");
    private static readonly DiagnosticDescriptor UnsupportedRule
        = Error("SBE016", "A part of the schema language is not supported");
    private static readonly DiagnosticDescriptor NamespaceTakenRule
        = Error("SBE017", "Two schemas have the same package");
    private static readonly DiagnosticDescriptor AttributeWithoutEffectRule
        = new("SBE018", "An attribute has no effect", "{0}", "Sbe", DiagnosticSeverity.Warning, true);

    private static readonly DiagnosticDescriptor[] All =
    [
        MalformedXmlRule, UnexpectedElementRule, InvalidAttributeRule, InvalidNameRule, DuplicateRule,
        UnknownTypeRule, UnsuitableTypeRule, InvalidValueRule, WrongOrderRule, OffsetOverlapsRule,
        BlockLengthTooSmallRule, InvalidVersionRule, CircularReferenceRule, UnsafeLengthRule, InvalidConstantRule,
        UnsupportedRule, NamespaceTakenRule, AttributeWithoutEffectRule,
    ];

    public static DiagnosticDescriptor Find(string id) => All.Single(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Error(string id, string title)
        => new(id, title, "{0}", "Sbe", DiagnosticSeverity.Error, true);
}
