using System.Text;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>
/// The file that says which stream from which source lost how many bytes. One entry an image; an entry stays when its
/// image goes. The receiver's thread alone writes.
/// </summary>
internal sealed unsafe class LossReport : IDisposable
{
    public const string FileName = "loss-report.dat";

    private const int BytesLostOffset = 8;
    private const int FirstTimestampOffset = 16;
    private const int LastTimestampOffset = 24;
    private const int SessionIdOffset = 32;
    private const int StreamIdOffset = 36;
    private const int ChannelOffset = 40;
    private const int EntryAlignment = 64;

    private readonly MappedFile _file;
    private long _next;

    private LossReport(MappedFile file) => _file = file;

    public static LossReport Create(string directory, int length) =>
        new(MappedFile.Create(Path.Combine(directory, FileName), length, sparse: true));

    /// <summary>Maps the report of any driver for reading; null when there is none.</summary>
    public static LossReport? TryOpen(string directory)
    {
        string path = Path.Combine(directory, FileName);
        return File.Exists(path) ? new LossReport(MappedFile.Open(path, writable: false)) : null;
    }

    /// <summary>Starts an entry with its first observation; -1 when the report is full.</summary>
    public long CreateEntry(
        long bytesLost, long nowMillis, int sessionId, int streamId, string channel, string source)
    {
        byte[] channelBytes = Encoding.ASCII.GetBytes(channel);
        byte[] sourceBytes = Encoding.ASCII.GetBytes(source);
        int sourceOffset = ChannelOffset + Shared.Align(4 + channelBytes.Length, 4);
        long required = Shared.Align(sourceOffset + 4 + sourceBytes.Length, EntryAlignment);
        if (required > _file.Length - _next)
        {
            return -1;
        }

        long offset = _next;
        byte* entry = _file.Address + offset;
        Shared.PutLong(entry + BytesLostOffset, bytesLost);
        Shared.PutLong(entry + FirstTimestampOffset, nowMillis);
        Shared.PutLong(entry + LastTimestampOffset, nowMillis);
        Shared.PutInt(entry + SessionIdOffset, sessionId);
        Shared.PutInt(entry + StreamIdOffset, streamId);
        PutText(entry + ChannelOffset, channelBytes);
        PutText(entry + sourceOffset, sourceBytes);
        Shared.ReleaseLong(entry, 1);
        _next += required;
        return offset;
    }

    /// <summary>Adds an observation to an entry.</summary>
    public void Record(long offset, long bytesLost, long nowMillis)
    {
        byte* entry = _file.Address + offset;
        Shared.ReleaseLong(entry + LastTimestampOffset, nowMillis);
        Shared.AddLong(entry + BytesLostOffset, bytesLost);
        Shared.AddLong(entry, 1);
    }

    /// <summary>All entries so far, oldest first.</summary>
    public IReadOnlyList<LossObservation> Read()
    {
        var losses = new List<LossObservation>();
        for (long offset = 0; offset + EntryAlignment <= _file.Length;)
        {
            byte* entry = _file.Address + offset;
            long count = Shared.AcquireLong(entry);
            if (count <= 0)
            {
                break;
            }

            int channelLength = TextLength(offset + ChannelOffset);
            long sourceOffset = offset + ChannelOffset + Shared.Align(4 + channelLength, 4);
            int sourceLength = TextLength(sourceOffset);
            losses.Add(new LossObservation(
                count,
                Shared.AcquireLong(entry + BytesLostOffset),
                Shared.GetLong(entry + FirstTimestampOffset),
                Shared.AcquireLong(entry + LastTimestampOffset),
                Shared.GetInt(entry + SessionIdOffset),
                Shared.GetInt(entry + StreamIdOffset),
                Encoding.ASCII.GetString(entry + ChannelOffset + 4, channelLength),
                Encoding.ASCII.GetString(_file.Address + sourceOffset + 4, sourceLength)));
            offset = Shared.Align(sourceOffset + 4 + sourceLength, EntryAlignment);
        }

        return losses;
    }

    public void Dispose() => _file.Dispose();

    private static void PutText(byte* at, byte[] text)
    {
        Shared.PutInt(at, text.Length);
        text.CopyTo(new Span<byte>(at + 4, text.Length));
    }

    private int TextLength(long offset) =>
        (int)Math.Clamp(Shared.GetInt(_file.Address + offset), 0, _file.Length - offset - 4);
}
