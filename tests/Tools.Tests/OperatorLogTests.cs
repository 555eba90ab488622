using System.Text;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Tests;

public class OperatorLogTests
{
    [Fact]
    public void Lines_are_written_in_order_behind_their_time()
    {
        using var target = new Target();
        using (var log = new OperatorLog(target))
        {
            log.Write("first");
            log.Write("second");
        }

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z first\n\S+ second\n$", target.Text);
    }

    [Fact]
    public void Lines_that_find_no_disk_are_counted_before_the_next_one_that_does()
    {
        using var target = new Target { IsFull = true };
        using var log = new OperatorLog(target);
        log.Write("lost");
        log.Write("lost too");
        Until.True(() => target.Failures == 2, "both lines are tried");

        target.IsFull = false;
        log.Write("written");

        Until.True(() => target.Text.Contains("written"), "there is room again");
        Assert.StartsWith("(2 lines are lost here)\n", target.Text);
    }

    [Fact]
    public void Who_writes_and_who_ends_do_not_wait_for_a_log_that_nobody_reads()
    {
        using var target = new Target();
        target.Reader.Reset();
        using (var log = new OperatorLog(target))
        {
            // The first one is with the reader that does not read.
            log.Write("held");
            Until.True(() => target.Writes == 1, "the log is held up");
            for (int line = 0; line < OperatorLog.Capacity + 10; line++)
                log.Write("waits, or is lost");
        }
        target.Reader.Set();

        Until.True(() => target.Writes == OperatorLog.Capacity + 1, "what waited is written");
        Assert.Contains("(10 lines are lost here)", target.Text);
    }

    /// <summary>A file or a pipe that can be full, or read by nobody.</summary>
    private sealed class Target : MemoryStream
    {
        private readonly StringBuilder _text = new();
        private volatile bool _isFull;
        private volatile int _failures;
        private volatile int _writes;

        public ManualResetEventSlim Reader { get; } = new(initialState: true);

        public bool IsFull
        {
            set => _isFull = value;
        }

        public int Failures => _failures;

        public int Writes => _writes;

        public string Text
        {
            get
            {
                lock (_text)
                    return _text.ToString();
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _writes++;
            Reader.Wait();
            if (_isFull)
            {
                _failures++;
                throw new IOException("No space left on device");
            }
            lock (_text)
                _text.Append(Encoding.UTF8.GetString(buffer));
        }
    }
}
