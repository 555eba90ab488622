using System.Xml.Linq;
using SbeGenerator.Diagnostics;
using SbeGenerator.Model;

namespace SbeGenerator.Parsing;

/// <summary>Gives each member of a block or a composite its offset.</summary>
internal static class BlockLayout
{
    /// <summary>Places the members one after the other, or where they ask to be; gives their end.</summary>
    public static int Place(IReadOnlyList<Field> members, ElementReader reader)
    {
        int end = 0;
        foreach (Field member in members)
        {
            if (member.IsConstant)
            {
                member.Offset = end;
                continue;
            }

            if (member.RequestedOffset is int offset)
            {
                if (offset < end)
                {
                    reader.ReportAt(
                        SbeDiagnostics.OffsetOverlaps,
                        member.Info.Position,
                        $"'{member.Name}' asks for offset {offset}, bytes up to {end} are taken");
                }

                end = Math.Max(end, offset);
            }

            member.Offset = end;
            end += Math.Max(0, member.Size);
        }

        return end;
    }

    /// <summary>Length of a block, checked against the one that the schema gives.</summary>
    public static int BlockLength(int computed, ElementReader reader, XElement element, Literal max)
    {
        int requested = reader.Integer(element, "blockLength", int.MaxValue) ?? 0;
        if (requested != 0 && requested < computed)
        {
            reader.Report(
                SbeDiagnostics.BlockLengthTooSmall,
                element.Attribute("blockLength")!,
                $"'blockLength' of {ElementReader.Describe(element)} is {requested}, its fields take {computed} bytes");
        }

        int length = Math.Max(requested, computed);
        if (length > max.Integer)
        {
            reader.Report(
                SbeDiagnostics.BlockLengthTooSmall,
                element,
                $"{ElementReader.Describe(element)} takes {length} bytes, its header can say {max.Integer} at most");
        }

        return length;
    }
}
