namespace MatchingEngine.AeronDriver.Flow;

/// <summary>Sends a range of a log again.</summary>
internal interface IResender
{
    /// <summary>Sends whole frames from a place in a term, as many as fit the length.</summary>
    void Resend(int termId, int termOffset, int length);
}
