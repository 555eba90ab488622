using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace MatchingEngine.Micro;

/// <summary>
/// Times a batch of like commands on an engine that is brought into the same state before each batch, outside the time
/// taken. What each batch did is checked after it. A batch is short enough that its orders stay in the cache and that
/// it fits between two digests, so many batches are needed: hence the fixed numbers of iterations.
/// </summary>
[MemoryDiagnoser]
[WarmupCount(10)]
[IterationCount(50)]
public abstract class MatchingBenchmark
{
    /// <summary>Operations in a batch.</summary>
    public const int BatchSize = 32_000;

    private static readonly TimeSpan CompileTime = TimeSpan.FromSeconds(1);

    private protected MatchingRig Rig { get; private set; } = new();

    /// <summary>What one batch must do.</summary>
    protected abstract BatchOutcome Expected { get; }

    /// <summary>
    /// Checks one batch thoroughly, then runs batches until the runtime has compiled them at its highest tier.
    /// </summary>
    [GlobalSetup]
    public void CheckAndCompile()
    {
        Rig = new MatchingRig();
        SetUp();
        long start = Stopwatch.GetTimestamp();
        do
        {
            PrepareBatch();
            RunBatch();
            CheckBatch();
        }
        while (Stopwatch.GetElapsedTime(start) < CompileTime);
        Rig.VerifyInvariants();
    }

    [IterationSetup]
    public void PrepareBatch()
    {
        Rig.Clear();
        Prepare();
        Rig.Mark();
    }

    [IterationCleanup]
    public void CheckBatch()
    {
        BatchOutcome outcome = Rig.OutcomeSinceMark();
        if (outcome != Expected)
            throw new InvalidOperationException($"A batch gave {outcome}, not {Expected}.");
    }

    /// <summary>What is the same for all batches.</summary>
    protected virtual void SetUp()
    {
    }

    /// <summary>Brings an empty book into the state that a batch begins with.</summary>
    protected abstract void Prepare();

    /// <summary>The batch that is timed.</summary>
    protected abstract void RunBatch();
}
