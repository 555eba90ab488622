using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace SbeGenerator.Emit;

/// <summary>Writes indented lines of C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line)
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        _text.Append('\n');
    }

    public void Lines(params string[] lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Writes a line and opens a brace below it.</summary>
    public void Open(string line)
    {
        Line(line);
        Line("{");
        _depth++;
    }

    /// <summary>Closes the innermost brace.</summary>
    public void Close()
    {
        _depth--;
        Line("}");
    }

    /// <summary>Writes a member whose body is the given statements, with an empty line above.</summary>
    public void Member(string signature, params string[] statements)
    {
        Line("");
        Open(signature);
        Lines(statements);
        Close();
    }

    /// <summary>Writes a documentation comment: the description, or what stands in for it.</summary>
    public void Summary(string description, string otherwise = "")
    {
        string text = description.Length > 0 ? description : otherwise;
        if (text.Length > 0)
        {
            string oneLine = Regex.Replace(text, @"\s+", " ").Trim();
            Line("/// <summary>" + SecurityElement.Escape(oneLine) + "</summary>");
        }
    }

    public override string ToString() => _text.ToString();
}
