namespace MatchingEngine.AeronDriver.Publications;

/// <summary>A client's hold on a publication; several may share one log.</summary>
internal sealed record PublicationReference(long RegistrationId, long ClientId, DriverPublication Publication);
