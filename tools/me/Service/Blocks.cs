using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Service;

/// <summary>Makes commands of blocks.</summary>
internal static class Blocks
{
    /// <summary>The command with this block; sequence and time are given when it is published.</summary>
    public static CommandRecord ToCommand<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        var command = default(CommandRecord);
        command.Begin<TBlock>() = block;
        return command;
    }
}
