using System.Runtime.Intrinsics;

namespace MatchingEngine.Challenge;

/// <summary>
/// Where reports go. Implemented by structs, so that the way of a message is compiled for its channel.
/// </summary>
internal unsafe interface IReportChannel
{
    /// <summary>Where the next report goes; to be asked for before the report is made, as it may take a call.</summary>
    ulong* Claim();

    /// <summary>Hands over a report, given as the two halves of its 64 bytes.</summary>
    void Write(ulong* slot, Vector256<ulong> low, Vector256<ulong> high);

    /// <summary>Makes visible what is held back.</summary>
    void Flush();

    /// <summary>Gives back what the channel itself has.</summary>
    void Free();
}
