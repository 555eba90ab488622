using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>A cancel, replace or reduce as far as they are alike.</summary>
internal readonly record struct ModelRequest(
    CxlRejResponseTo Kind, uint SeqNum, ulong ClOrdId, ulong OrderId, ulong OrigClOrdId, uint Security);
