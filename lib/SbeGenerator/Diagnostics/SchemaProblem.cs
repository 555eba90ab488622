using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SbeGenerator.Model;

namespace SbeGenerator.Diagnostics;

/// <summary>Something wrong at a place in a schema file; compared by value, as incremental generation needs.</summary>
internal sealed record SchemaProblem(string Id, string Path, FilePosition Position, string Message)
{
    public bool IsError => Id != SbeDiagnostics.AttributeWithoutEffect;

    public Diagnostic ToDiagnostic()
    {
        var place = new LinePosition(Position.Line, Position.Column);
        var location = Location.Create(Path, new TextSpan(0, 0), new LinePositionSpan(place, place));
        return Diagnostic.Create(SbeDiagnostics.Find(Id), location, Message);
    }
}
