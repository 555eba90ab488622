using System.Globalization;

namespace MatchingEngine.Tools.Flow;

/// <summary>
/// Commands files, <c>seq,kind,id,side,qty,price</c> a line, and fills files, <c>seq,maker_id,price,qty</c> a line;
/// no header. Prices in units of 1/10,000.
/// </summary>
public static class FlowFile
{
    private const string CommandForm = "seq,kind,id,side,qty,price (kind A, R, X or T; side 1 or -1)";
    private const string FillForm = "seq,maker_id,price,qty";

    /// <summary>Reads a commands file.</summary>
    /// <exception cref="FlowFormatException">A line is not of the form.</exception>
    public static List<FlowCommand> ReadCommands(string path)
    {
        var commands = new List<FlowCommand>();
        foreach (string line in File.ReadLines(path))
        {
            if (!TryParseCommand(line, out FlowCommand command))
                throw new FlowFormatException(path, commands.Count + 1, CommandForm);
            commands.Add(command);
        }
        return commands;
    }

    /// <summary>Reads a fills file.</summary>
    /// <exception cref="FlowFormatException">A line is not of the form.</exception>
    public static List<FlowFill> ReadFills(string path)
    {
        var fills = new List<FlowFill>();
        foreach (string line in File.ReadLines(path))
        {
            if (!TryParseFill(line, out FlowFill fill))
                throw new FlowFormatException(path, fills.Count + 1, FillForm);
            fills.Add(fill);
        }
        return fills;
    }

    private static bool TryParseCommand(ReadOnlySpan<char> line, out FlowCommand command)
    {
        command = default;
        Span<Range> fields = stackalloc Range[7];
        if (line.Split(fields, ',') != 6 || line[fields[1]].Length != 1)
            return false;
        var kind = (FlowKind)line[fields[1]][0];
        if (kind is not (FlowKind.Add or FlowKind.Reduce or FlowKind.Cancel or FlowKind.Take))
            return false;
        if (!TryParse(line[fields[0]], out long sequence) || !TryParse(line[fields[2]], out long id)
            || !TryParse(line[fields[3]], out long side) || !TryParse(line[fields[4]], out long quantity)
            || !TryParse(line[fields[5]], out long price))
            return false;
        command = new FlowCommand(sequence, kind, (ulong)id, side == 1, quantity, price);
        return id >= 0 && side is (1 or -1);
    }

    private static bool TryParseFill(ReadOnlySpan<char> line, out FlowFill fill)
    {
        fill = default;
        Span<Range> fields = stackalloc Range[5];
        if (line.Split(fields, ',') != 4
            || !TryParse(line[fields[0]], out long sequence) || !TryParse(line[fields[1]], out long makerId)
            || !TryParse(line[fields[2]], out long price) || !TryParse(line[fields[3]], out long quantity))
            return false;
        fill = new FlowFill(sequence, (ulong)makerId, price, quantity);
        return makerId > 0;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
