using System.Globalization;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>The words of one line of a scenario: single words, and words that have a value behind them.</summary>
internal sealed class ScenarioWords(string line)
{
    private readonly string[] _words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string this[int position] => _words[position];

    public bool Has(string word) => _words.Contains(word);

    public long Number(string word, long otherwise = 0) =>
        After(word) is string value ? NumberOf(value) : otherwise;

    public long Price(string word) => After(word) is string value ? PriceOf(value) : 0;

    public string? After(string word)
    {
        int at = Array.IndexOf(_words, word);
        return at < 0 || at + 1 == _words.Length ? null : _words[at + 1];
    }

    public Side Side => Has("buy") ? Side.Buy : Has("sell") ? Side.Sell : 0;

    public static long NumberOf(string word) =>
        long.Parse(word.TrimStart('S', 'c', '#'), NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture);

    public static long PriceOf(string word) =>
        (long)(decimal.Parse(word, CultureInfo.InvariantCulture) * Commands.One);
}
