using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Reads the block of a command, which must be laid out just as this version of the engine lays it out.
/// </summary>
internal static class CommandBlock
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly TBlock Read<TBlock>(in CommandRecord command) where TBlock : unmanaged, IMessageBlock
    {
        // The whole message header at once: block length, template, schema and version, the first lowest.
        const int TemplateShift = 16;
        const int SchemaShift = 32;
        const int VersionShift = 48;
        ulong header = TBlock.SbeBlockLength
            | (ulong)TBlock.SbeTemplateId << TemplateShift
            | (ulong)TBlock.SbeSchemaId << SchemaShift
            | (ulong)TBlock.SbeSchemaVersion << VersionShift;
        if (Unsafe.As<MessageHeaderBlock, ulong>(ref Unsafe.AsRef(in command.Header)) != header
            || command.Length != RecordLayout.BlockOffset + TBlock.SbeBlockLength)
            ThrowLayout(in command);
        return ref CommandRecord.BlockOf<TBlock>(in command);
    }

    private static void ThrowLayout(in CommandRecord command) =>
        InvariantViolationException.Throw(
            $"Command {command.Sequence} (template {command.Header.TemplateId}) has length {command.Length}, "
            + $"block length {command.Header.BlockLength}, schema {command.Header.SchemaId} version "
            + $"{command.Header.Version}: not a layout that this engine knows.");
}
