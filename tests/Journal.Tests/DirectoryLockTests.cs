namespace MatchingEngine.Journal.Tests;

public sealed class DirectoryLockTests
{
    [Fact]
    public void A_tool_that_looks_whether_a_journal_is_in_use_keeps_no_service_from_taking_it()
    {
        using TemporaryDirectory directory = new();
        DirectoryLock.Take(directory.Path).Dispose();
        bool isDone = false;
        Thread looker = new(() =>
        {
            while (!Volatile.Read(ref isDone))
                DirectoryLock.IsHeld(directory.Path);
        });
        looker.Start();
        try
        {
            for (int i = 0; i < 300; i++)
            {
                using DirectoryLock taken = DirectoryLock.Take(directory.Path);
                Assert.True(DirectoryLock.IsHeld(directory.Path));
            }
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            looker.Join();
        }
        Assert.False(DirectoryLock.IsHeld(directory.Path));
    }
}
