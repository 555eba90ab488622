using System.Diagnostics;
using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests.Malformed;

/// <summary>
/// A client that behaves well while others do not: enters and cancels orders, one at a time, and notes the longest
/// wait for an answer.
/// </summary>
internal sealed class SideSession : OrderEntryHandler, IDisposable
{
    private const int PauseMillis = 5;

    private readonly OrderEntryClient _client;
    private readonly Task _run;
    private readonly TimeSpan _limit;
    private volatile bool _stopping;
    private int _disconnects;
    private uint _answered;
    private long _rounds;
    private long _longestTicks;

    /// <summary>Logs on and begins.</summary>
    public SideSession(OrderEntryClientOptions options, TimeSpan limit)
    {
        _limit = limit;
        _client = new OrderEntryClient(options, this);
        _run = Task.Factory.StartNew(Run, TaskCreationOptions.LongRunning);
        Until.True(() => Rounds > 0 || _run.IsCompleted, "the side session has its first answer");
    }

    /// <summary>Orders entered and canceled.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    public TimeSpan LongestWait => TimeSpan.FromTicks(Volatile.Read(ref _longestTicks));

    /// <summary>Ends it; fails when it was cut, refused or not served within its limit.</summary>
    public void Finish()
    {
        _stopping = true;
        Until.Done(_run, "the side session ends");
        Assert.Equal(0, _disconnects);
    }

    public override void OnExecutionReportNew(in ExecutionReportNewBlock report) => _answered = report.RefSeqNum;

    public override void OnCanceled(in ExecutionReportCanceledBlock report) => _answered = report.RefSeqNum;

    public override void OnDisconnected(DisconnectReason reason, string detail) => _disconnects++;

    public void Dispose()
    {
        _stopping = true;
        Task.WaitAny([_run], Until.Limit);
        _client.Dispose();
    }

    private void Run()
    {
        _client.Connect();
        PollUntil(() => _client.State == ClientState.Established);
        for (ulong id = 1; !_stopping; id += 2)
        {
            Assert.Equal(SendResult.Sent, _client.TryNewOrder(
                id, Flows.SecurityId, Side.Buy, 1_000_000_000, 1, TimeInForce.GoodTillCancel, out uint number));
            AwaitAnswer(number);
            Assert.Equal(SendResult.Sent, _client.TryCancel(id + 1, id, Flows.SecurityId, out number));
            AwaitAnswer(number);
            Volatile.Write(ref _rounds, _rounds + 1);
            _client.AwaitWork(PauseMillis);
        }
    }

    private void AwaitAnswer(uint number)
    {
        long start = Stopwatch.GetTimestamp();
        PollUntil(() => _answered == number);
        Volatile.Write(ref _longestTicks, Math.Max(_longestTicks, Stopwatch.GetElapsedTime(start).Ticks));
    }

    private void PollUntil(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (_client.Poll() == 0)
                _client.AwaitWork(1);
            if (_disconnects > 0)
                Assert.Fail($"The side session was cut: {_client.LastDisconnectReason}");
            if (Stopwatch.GetElapsedTime(start) > _limit)
                Assert.Fail($"The side session was not answered within {_limit.TotalSeconds} s");
        }
    }
}
