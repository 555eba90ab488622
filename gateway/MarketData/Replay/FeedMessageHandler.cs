using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Takes a message of the feed.</summary>
/// <param name="stream">Its stream.</param>
/// <param name="message">Its bytes; valid during the call.</param>
internal delegate void FeedMessageHandler(FeedStream stream, ReadOnlySpan<byte> message);
