namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>The directory that a driver and its clients meet in.</summary>
internal static class DriverDirectory
{
    public const string PublicationsFolder = "publications";
    public const string ImagesFolder = "images";

    /// <summary>Where drivers and clients meet when nobody says otherwise.</summary>
    public static string Default()
    {
        string? fromEnvironment = Environment.GetEnvironmentVariable("AERON_DIR");
        if (!string.IsNullOrEmpty(fromEnvironment))
        {
            return fromEnvironment;
        }

        const string SharedMemory = "/dev/shm";
        string parent = OperatingSystem.IsLinux() && Directory.Exists(SharedMemory) ? SharedMemory : Path.GetTempPath();
        return Path.Combine(parent, "aeron-" + Environment.UserName);
    }

    /// <summary>Whether a driver serves the directory: its heartbeat is younger than the time-out.</summary>
    public static bool IsActive(string directory, long driverTimeoutMillis, long nowMillis)
    {
        using CncFile? cnc = CncFile.TryOpen(directory, writable: false);
        return cnc is not null && nowMillis - cnc.ToDriver.HeartbeatMillis <= driverTimeoutMillis;
    }

    /// <summary>Makes the directory anew. What a dead driver left is deleted; a live driver is left alone.</summary>
    /// <exception cref="ActiveDriverException">Another driver serves the directory.</exception>
    /// <exception cref="IOException">The directory holds files that no driver makes.</exception>
    public static void Prepare(string directory, long driverTimeoutMillis, long nowMillis)
    {
        if (Directory.Exists(directory))
        {
            if (IsActive(directory, driverTimeoutMillis, nowMillis))
            {
                throw new ActiveDriverException($"a driver is active in {directory}");
            }

            Delete(directory);
        }

        Directory.CreateDirectory(directory);
        Directory.CreateDirectory(Path.Combine(directory, PublicationsFolder));
        Directory.CreateDirectory(Path.Combine(directory, ImagesFolder));
    }

    /// <summary>Deletes what drivers make. A mistyped path to something else is refused rather than emptied.</summary>
    public static void Delete(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFileSystemEntries(directory))
        {
            string name = Path.GetFileName(path);
            bool known = name is PublicationsFolder or ImagesFolder
                || name.EndsWith(".dat", StringComparison.Ordinal)
                || name.EndsWith(".log", StringComparison.Ordinal);
            if (!known)
            {
                throw new IOException($"{directory} is not a driver's directory: it holds {name}");
            }
        }

        Directory.Delete(directory, recursive: true);
    }
}
