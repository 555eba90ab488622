namespace SbeGenerator.Model;

/// <summary>Whether a value stands on the wire and may be missing there.</summary>
internal enum Presence
{
    Required,
    Optional,
    Constant,
}
