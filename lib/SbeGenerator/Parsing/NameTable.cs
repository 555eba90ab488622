using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Reports names of generated C# members or types that would meet in one scope.</summary>
internal sealed class NameTable
{
    private readonly ProblemList _problems;
    private readonly string _scope;
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    public NameTable(ProblemList problems, string scope, params string[] reserved)
    {
        _problems = problems;
        _scope = scope;
        foreach (string name in reserved)
        {
            _owners[name] = "the generated code itself";
        }
    }

    /// <summary>Claims names for a node; each may be claimed once.</summary>
    public void Claim(Node node, params string[] names)
    {
        foreach (string name in names)
        {
            if (_owners.TryGetValue(name, out string? owner))
            {
                _problems.Add(
                    SbeDiagnostics.Duplicate,
                    node.Info.Position,
                    $"'{node.Name}' in {_scope} generates the name '{name}', which belongs to {owner}");
                return;
            }
        }

        foreach (string name in names)
        {
            _owners[name] = $"'{node.Name}'";
        }
    }
}
