using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>Makes a flow that fails as short as it can be made by leaving commands out.</summary>
internal static class FlowShrinker
{
    /// <summary>
    /// Leaves out pieces, large ones first, as long as what remains still fails; ends when no single command can be
    /// left out, or when the tries are used up.
    /// </summary>
    public static List<CommandRecord> Shrink(
        IReadOnlyList<CommandRecord> failing, Func<IReadOnlyList<CommandRecord>, bool> fails, int maxTries = 20_000)
    {
        List<CommandRecord> shortest = [.. failing];
        int piece = Math.Max(1, shortest.Count / 2);
        while (true)
        {
            bool isShorter = false;
            for (int start = 0; start < shortest.Count && maxTries > 0;)
            {
                List<CommandRecord> tried = [.. shortest.Take(start), .. shortest.Skip(start + piece)];
                maxTries--;
                if (fails(tried))
                {
                    shortest = tried;
                    isShorter = true;
                }
                else
                    start += piece;
            }
            if (maxTries == 0 || (piece == 1 && !isShorter))
                return shortest;
            if (piece > 1)
                piece = (piece + 1) / 2;
        }
    }
}
