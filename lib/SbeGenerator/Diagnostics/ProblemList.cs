using System.Xml;
using SbeGenerator.Model;

namespace SbeGenerator.Diagnostics;

/// <summary>Collects what is wrong with one schema file.</summary>
internal sealed class ProblemList
{
    private readonly string _path;
    private readonly List<SchemaProblem> _problems = [];

    public ProblemList(string path) => _path = path;

    public IReadOnlyList<SchemaProblem> Problems => _problems;

    public bool HasErrors => _problems.Exists(problem => problem.IsError);

    /// <summary>Place of an XML node.</summary>
    public static FilePosition PositionOf(IXmlLineInfo node)
        => new(Math.Max(0, node.LineNumber - 1), Math.Max(0, node.LinePosition - 1));

    public void Add(string id, IXmlLineInfo node, string message) => Add(id, PositionOf(node), message);

    public void Add(string id, FilePosition position, string message)
        => _problems.Add(new SchemaProblem(id, _path, position, message));
}
