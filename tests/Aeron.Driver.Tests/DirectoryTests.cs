using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MediaDriverTests.Support;

namespace MediaDriverTests;

public class DirectoryTests
{
    [Fact]
    public void Directory_of_a_live_driver_is_refused()
    {
        using var driver = new TestDriver();
        MediaDriverContext second = TestDriver.NewContext();
        second.DirectoryName = driver.Directory;

        Assert.Throws<ActiveDriverException>(() => MediaDriver.Launch(second));

        driver.Turn();
        Assert.True(File.Exists(Path.Combine(driver.Directory, "cnc.dat")));
    }

    [Fact]
    public void Directory_of_a_dead_driver_is_cleaned()
    {
        MediaDriverContext context = TestDriver.NewContext();
        context.DeleteDirectoryOnShutdown = false;
        using (var first = MediaDriver.Launch(context))
        {
            first.Invoke();
        }

        string left = Path.Combine(context.DirectoryName, "publications", "7.logbuffer");
        File.WriteAllText(left, "left behind");
        context.DeleteDirectoryOnShutdown = true;
        using (var second = MediaDriver.Launch(context))
        {
            second.Invoke();
            Assert.False(File.Exists(left));
        }

        Assert.False(Directory.Exists(context.DirectoryName));
    }

    [Fact]
    public void Driver_whose_heartbeat_is_old_counts_as_dead()
    {
        MediaDriverContext context = TestDriver.NewContext();
        using var killed = MediaDriver.Launch(context);
        killed.Services.Cnc.ToDriver.HeartbeatMillis -= context.DriverTimeoutMillis + 1;

        using var next = MediaDriver.Launch(context);

        long nowMillis = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.True(DriverDirectory.IsActive(context.DirectoryName, 10_000, nowMillis));
    }

    [Fact]
    public void Directory_with_other_peoples_files_is_not_emptied()
    {
        MediaDriverContext context = TestDriver.NewContext();
        Directory.CreateDirectory(context.DirectoryName);
        string precious = Path.Combine(context.DirectoryName, "thesis.txt");
        File.WriteAllText(precious, "years of work");

        Assert.Throws<IOException>(() => MediaDriver.Launch(context));

        Assert.True(File.Exists(precious));
        Directory.Delete(context.DirectoryName, recursive: true);
    }

    [Fact]
    public void Clean_shutdown_is_told_by_the_heartbeat()
    {
        MediaDriverContext context = TestDriver.NewContext();
        context.DeleteDirectoryOnShutdown = false;
        MediaDriver.Launch(context).Dispose();

        using CncFile cnc = CncFile.TryOpen(context.DirectoryName, writable: false)!;
        Assert.Equal(-1, cnc.ToDriver.HeartbeatMillis);
        DriverDirectory.Delete(context.DirectoryName);
    }

    [Theory]
    [InlineData(nameof(MediaDriverContext.MtuLength))]
    [InlineData(nameof(MediaDriverContext.IpcTermLength))]
    [InlineData(nameof(MediaDriverContext.PublicationUnblockTimeoutNanos))]
    public void Setting_out_of_range_is_refused_by_name(string name)
    {
        MediaDriverContext context = TestDriver.NewContext();
        switch (name)
        {
            case nameof(MediaDriverContext.MtuLength):
                context.MtuLength = 1409;
                break;
            case nameof(MediaDriverContext.IpcTermLength):
                context.IpcTermLength = 100_000;
                break;
            default:
                context.PublicationUnblockTimeoutNanos = context.ClientLivenessTimeoutNanos;
                break;
        }

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => MediaDriver.Launch(context));
        Assert.Equal(name, error.ParamName);
        Assert.False(Directory.Exists(context.DirectoryName));
    }
}
