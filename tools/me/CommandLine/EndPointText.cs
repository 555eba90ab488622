using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>Addresses with a port as people write them: 127.0.0.1:9010, [::1]:9010.</summary>
internal static class EndPointText
{
    /// <summary>Reads one. False when the port is missing: the framework would take 0 for it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || colon == text.Length - 1)
            return false;
        string address = text[..colon];
        bool isBracketed = address.StartsWith('[') && address.EndsWith(']');
        return (isBracketed || !address.Contains(':')) && IPEndPoint.TryParse(text, out endPoint);
    }
}
