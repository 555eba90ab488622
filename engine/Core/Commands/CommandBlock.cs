using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Reads the block of a command, which must be laid out just as this version of the engine lays it out.
/// </summary>
internal static class CommandBlock
{
    /// <summary>The block of a command; the caller has looked at the template id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly TBlock Read<TBlock>(in CommandRecord command) where TBlock : unmanaged, IMessageBlock
    {
        if (!Is<TBlock>(in command))
            ThrowLayout(in command);
        return ref CommandRecord.BlockOf<TBlock>(in command);
    }

    /// <summary>Whether a command has such a block, laid out so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is<TBlock>(in CommandRecord command) where TBlock : unmanaged, IMessageBlock
    {
        // The whole message header at once: block length, template, schema and version, the first lowest.
        const int TemplateShift = 16;
        const int SchemaShift = 32;
        const int VersionShift = 48;
        ulong header = TBlock.SbeBlockLength
            | (ulong)TBlock.SbeTemplateId << TemplateShift
            | (ulong)TBlock.SbeSchemaId << SchemaShift
            | (ulong)TBlock.SbeSchemaVersion << VersionShift;
        return Unsafe.As<MessageHeaderBlock, ulong>(ref Unsafe.AsRef(in command.Header)) == header
            && command.Length == RecordLayout.BlockOffset + TBlock.SbeBlockLength;
    }

    /// <summary>Stops the engine: a command of a known template is laid out in an unknown way.</summary>
    public static void ThrowLayout(in CommandRecord command) =>
        InvariantViolationException.Throw(
            $"Command {command.Sequence} (template {command.Header.TemplateId}) has length {command.Length}, "
            + $"block length {command.Header.BlockLength}, schema {command.Header.SchemaId} version "
            + $"{command.Header.Version}: not a layout that this engine knows.");
}
