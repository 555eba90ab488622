namespace MatchingEngine.Bench.Scale.Features;

/// <summary>Something that a venue or its other clients use, and that no order of the plain flow does.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="SetUp">Brings it into an engine that has the instrument of the flow and another.</param>
internal sealed record Feature(string Name, Action<Desk> SetUp);
