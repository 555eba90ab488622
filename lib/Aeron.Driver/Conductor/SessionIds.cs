namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>Gives out session ids: from a random start upwards, without those that people choose themselves.</summary>
internal sealed class SessionIds(Random random)
{
    private const int ReservedLow = -1;
    private const int ReservedHigh = 1000;

    private int _next = random.Next(int.MinValue, int.MaxValue);

    public int Next(Predicate<int> isTaken)
    {
        int session;
        do
        {
            if (_next is >= ReservedLow and <= ReservedHigh)
            {
                _next = ReservedHigh + 1;
            }

            session = _next;
            _next = unchecked(_next + 1);
        }
        while (isTaken(session));

        return session;
    }
}
