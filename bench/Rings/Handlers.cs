using System.Diagnostics;
using Disruptor;

namespace MatchingEngine.Bench.Rings;

/// <summary>Adds up the numbers, and says when the last one has come.</summary>
public sealed class SummingHandler<T> : IValueEventHandler<T>, IDisposable
    where T : struct, INumbered
{
    private readonly ManualResetEventSlim _started = new();
    private volatile bool _finished;
    private long _sum;
    private long _lastSequence;

    public long Sum => _sum;

    public void WaitUntilStarted() => _started.Wait();

    public void Expect(long lastSequence)
    {
        _sum = 0;
        _finished = false;
        Volatile.Write(ref _lastSequence, lastSequence);
    }

    /// <summary>Spins: to be woken up would cost as much as many events.</summary>
    public void WaitUntilFinished()
    {
        while (!_finished)
            Thread.SpinWait(1);
    }

    public void OnStart() => _started.Set();

    public void OnEvent(ref T data, long sequence, bool endOfBatch)
    {
        _sum += data.Number;
        if (sequence == _lastSequence)
            _finished = true;
    }

    public void Dispose() => _started.Dispose();
}

/// <summary>Answers each event with one on another ring.</summary>
public sealed class Echo(ValueRingBuffer<SmallSlot> answers) : IValueEventHandler<SmallSlot>
{
    public void OnEvent(ref SmallSlot data, long sequence, bool endOfBatch)
    {
        var answer = answers.Next();
        answers[answer].Number = data.Number;
        answers.Publish(answer);
    }
}

/// <summary>Takes the time of each answer and sends the next event.</summary>
public sealed class Pinger(ValueRingBuffer<SmallSlot> questions, long warmUpTicks, long[] roundTripTicks)
    : IValueEventHandler<SmallSlot>, IDisposable
{
    private readonly ManualResetEventSlim _started = new();
    private readonly ManualResetEventSlim _finished = new();
    private long _warmUntil;
    private int _count;
    private long _sentAt;

    public void OnStart() => _started.Set();

    public void OnEvent(ref SmallSlot data, long sequence, bool endOfBatch)
    {
        var now = Stopwatch.GetTimestamp();
        if (now > _warmUntil)
            roundTripTicks[_count++] = now - _sentAt;

        if (_count < roundTripTicks.Length)
            Send();
        else
            _finished.Set();
    }

    public void Run()
    {
        _started.Wait();
        _warmUntil = Stopwatch.GetTimestamp() + warmUpTicks;
        Send();
        _finished.Wait();
    }

    public void Dispose()
    {
        _started.Dispose();
        _finished.Dispose();
    }

    private void Send()
    {
        var question = questions.Next();
        questions[question].Number = question;
        _sentAt = Stopwatch.GetTimestamp();
        questions.Publish(question);
    }
}
