namespace MatchingEngine.Journal.Tests;

/// <summary>Changes bytes of files in place.</summary>
internal static class Damage
{
    public static void Flip(string path, long offset, int mask)
    {
        using FileStream file = Open(path);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ mask));
    }

    public static void Overwrite(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        using FileStream file = Open(path);
        file.Position = offset;
        file.Write(bytes);
    }

    public static void Truncate(string path, long length)
    {
        using FileStream file = Open(path);
        file.SetLength(length);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
}
