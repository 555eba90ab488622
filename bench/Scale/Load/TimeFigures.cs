namespace MatchingEngine.Bench.Scale.Load;

/// <summary>Times of single commands, in nanoseconds.</summary>
internal readonly record struct TimeFigures(double Mean, int P999, int Slowest);
