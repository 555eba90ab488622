namespace MatchingEngine.AeronDriver.Transport;

/// <summary>What the network is to do wrong, for tests: shares of datagrams from 0 to 1, drawn from a seed.</summary>
/// <param name="Seed">Same seed, same faults for the same datagrams.</param>
/// <param name="DropRate">Share that never arrives.</param>
/// <param name="DuplicateRate">Share that arrives twice.</param>
/// <param name="ReorderRate">Share that arrives after datagrams sent later.</param>
internal sealed record DatagramFaults(int Seed, double DropRate, double DuplicateRate, double ReorderRate);
