namespace MatchingEngine.AeronDriver.Inspection;

/// <summary>One distinct error of the driver.</summary>
/// <param name="Count">How often it was seen.</param>
/// <param name="FirstMillis">When first, in milliseconds since 1970.</param>
/// <param name="LastMillis">When last.</param>
/// <param name="Text">What it was.</param>
public sealed record ErrorObservation(int Count, long FirstMillis, long LastMillis, string Text);
