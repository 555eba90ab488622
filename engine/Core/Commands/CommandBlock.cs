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
        if (command.Header.BlockLength != TBlock.SbeBlockLength
            || command.Header.SchemaId != TBlock.SbeSchemaId
            || command.Header.Version != TBlock.SbeSchemaVersion
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
