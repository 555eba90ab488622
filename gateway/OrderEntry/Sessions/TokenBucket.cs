namespace MatchingEngine.OrderEntry;

/// <summary>
/// A message rate: so many a second, as many at once after a quiet second. Credit is kept in thousandths of a
/// message.
/// </summary>
internal struct TokenBucket(int messagesPerSecond, long nowMillis)
{
    private const long CreditPerMessage = 1_000;

    private readonly long _creditMax = messagesPerSecond * CreditPerMessage;
    private long _credit = messagesPerSecond * CreditPerMessage;
    private long _lastMillis = nowMillis;

    /// <summary>Takes the credit of one message; false when there is none. A rate of 0 has no limit.</summary>
    public bool TryTake(long nowMillis)
    {
        if (_creditMax == 0)
            return true;
        long elapsedMillis = Math.Min(nowMillis - _lastMillis, 1_000);
        if (elapsedMillis > 0)
        {
            _lastMillis = nowMillis;
            _credit = Math.Min(_creditMax, _credit + elapsedMillis * (_creditMax / CreditPerMessage));
        }
        if (_credit < CreditPerMessage)
            return false;
        _credit -= CreditPerMessage;
        return true;
    }
}
