using System.Globalization;

namespace MatchingEngine.Tools.Flow;

/// <summary>
/// Commands files, <c>seq,kind,id,side,qty,price</c> a line, and fills files, <c>seq,maker_id,price,qty</c> a line;
/// no header. Prices in units of 1/10,000.
/// </summary>
public static class FlowFile
{
    private const string CommandForm =
        "seq,kind,id,side,qty,price (seq from 1; kind A, R, X or T; id from 1, or 0 for a T; side 1 or -1)";
    private const string FillForm = "seq,maker_id,price,qty (seq and maker_id from 1)";
    private const long MaxPriceE4 = long.MaxValue / FlowIds.MantissaPerE4;

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
        if (line.Split(fields, ',') != 6 || !TryParseKind(line[fields[1]], out FlowKind kind)
            || !TryParse(line[fields[0]], out long sequence) || !TryParse(line[fields[2]], out long id)
            || !TryParse(line[fields[3]], out long side) || !TryParse(line[fields[4]], out long quantity)
            || !TryParse(line[fields[5]], out long price))
            return false;
        command = new FlowCommand(sequence, kind, (ulong)id, side == 1, quantity, price);
        bool isId = IsNumber(id) || (id == 0 && kind == FlowKind.Take);
        return IsNumber(sequence) && isId && side is (1 or -1) && Math.Abs((decimal)price) <= MaxPriceE4;
    }

    private static bool TryParseKind(ReadOnlySpan<char> text, out FlowKind kind)
    {
        kind = text switch
        {
            "A" => FlowKind.Add,
            "R" => FlowKind.Reduce,
            "X" => FlowKind.Cancel,
            "T" => FlowKind.Take,
            _ => default,
        };
        return kind != default;
    }

    /// <summary>Numbers of commands and orders: above are those that the player gives itself.</summary>
    private static bool IsNumber(long value) => value is > 0 and < (long)FlowIds.FirstRequest;

    private static bool TryParseFill(ReadOnlySpan<char> line, out FlowFill fill)
    {
        fill = default;
        Span<Range> fields = stackalloc Range[5];
        if (line.Split(fields, ',') != 4
            || !TryParse(line[fields[0]], out long sequence) || !TryParse(line[fields[1]], out long makerId)
            || !TryParse(line[fields[2]], out long price) || !TryParse(line[fields[3]], out long quantity))
            return false;
        fill = new FlowFill(sequence, (ulong)makerId, price, quantity);
        return IsNumber(sequence) && IsNumber(makerId);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
