namespace SbeGenerator.Model;

/// <summary>A place in a schema file; line and column count from 0.</summary>
internal readonly record struct FilePosition(int Line, int Column);
