using System.Runtime.Intrinsics;

namespace MatchingEngine.Challenge;

/// <summary>
/// Where reports go. Implemented by structs, so that the way of a message is compiled for its channel.
/// </summary>
internal interface IReportChannel
{
    /// <summary>Hands over a report, given as the two halves of its 64 bytes.</summary>
    void Write(Vector256<ulong> low, Vector256<ulong> high);

    /// <summary>Makes visible what is held back.</summary>
    void Flush();

    /// <summary>Gives back what the channel itself has.</summary>
    void Free();
}
