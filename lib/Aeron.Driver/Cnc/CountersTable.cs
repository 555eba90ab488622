using System.Text;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>
/// Allocates counters. A counter has a record of 128 bytes with its value and one of 512 bytes with type, key and
/// label; its id is the index of both. The conductor's thread alone allocates and frees.
/// </summary>
internal sealed unsafe class CountersTable
{
    public const int ValueLength = 128;
    public const int MetadataLength = 512;
    public const int MaxKeyLength = 112;
    public const int MaxLabelLength = 380;
    public const int StateUnused = 0;
    public const int StateAllocated = 1;
    public const int StateReclaimed = -1;
    public const long ReuseDelayMillis = 1000;

    public const int TypeOffset = 4;
    public const int FreeDeadlineOffset = 8;
    public const int KeyOffset = 16;
    public const int LabelLengthOffset = 128;
    public const int LabelOffset = 132;
    public const int RegistrationIdOffset = 8;
    public const int OwnerIdOffset = 16;
    public const int ReferenceIdOffset = 24;

    private readonly byte* _metadata;
    private readonly byte* _values;
    private readonly Queue<int> _free = new();
    private int _highWaterMark;

    public CountersTable(byte* metadata, byte* values, int valuesLength)
    {
        _metadata = metadata;
        _values = values;
        Capacity = valuesLength / ValueLength;
    }

    /// <summary>How many counters can live at a time.</summary>
    public int Capacity { get; }

    /// <summary>Makes a counter with value 0; null when none is left. Key and label are cut to what fits.</summary>
    public DriverCounter? TryAllocate(in CounterDescription description, long nowMillis)
    {
        int id = NextId(nowMillis);
        if (id < 0)
        {
            return null;
        }

        byte* metadata = Metadata(id);
        byte* value = _values + ((long)id * ValueLength);
        Shared.PutInt(metadata + TypeOffset, description.TypeId);
        var key = new Span<byte>(metadata + KeyOffset, MaxKeyLength);
        key.Clear();
        Cut(description.Key, MaxKeyLength).CopyTo(key);
        ReadOnlySpan<byte> label = Cut(description.Label, MaxLabelLength);
        label.CopyTo(new Span<byte>(metadata + LabelOffset, MaxLabelLength));
        Shared.PutInt(metadata + LabelLengthOffset, label.Length);
        Shared.PutLong(metadata + FreeDeadlineOffset, long.MaxValue);
        Shared.PutLong(value + RegistrationIdOffset, description.RegistrationId);
        Shared.PutLong(value + OwnerIdOffset, description.OwnerId);
        Shared.PutLong(value + ReferenceIdOffset, description.ReferenceId);
        Shared.ReleaseLong(value, 0);
        Shared.ReleaseInt(metadata, StateAllocated);
        return new DriverCounter(id, value);
    }

    /// <summary>
    /// Gives a counter up. Its id is not given out again for a second, so that a late reader sees it gone.
    /// </summary>
    public void Free(DriverCounter counter, long nowMillis)
    {
        byte* metadata = Metadata(counter.Id);
        if (Shared.GetInt(metadata) != StateAllocated)
        {
            return;
        }

        Shared.ReleaseInt(metadata, StateReclaimed);
        new Span<byte>(metadata + KeyOffset, MaxKeyLength).Clear();
        Shared.PutLong(metadata + FreeDeadlineOffset, nowMillis + ReuseDelayMillis);
        _free.Enqueue(counter.Id);
    }

    /// <summary>
    /// Replaces the label of a counter, for a client that names itself or an endpoint that gets its port.
    /// </summary>
    public void SetLabel(DriverCounter counter, string label)
    {
        byte* metadata = Metadata(counter.Id);
        ReadOnlySpan<byte> text = Cut(Encoding.ASCII.GetBytes(label), MaxLabelLength);
        text.CopyTo(new Span<byte>(metadata + LabelOffset, MaxLabelLength));
        Shared.ReleaseInt(metadata + LabelLengthOffset, text.Length);
    }

    /// <summary>Whether the record is allocated, and what it says. For tools and tests.</summary>
    public CounterSnapshot? TryRead(int id)
    {
        byte* metadata = Metadata(id);
        int state = Shared.AcquireInt(metadata);
        if (state == StateUnused)
        {
            return null;
        }

        byte* value = _values + ((long)id * ValueLength);
        int labelLength = Math.Clamp(Shared.AcquireInt(metadata + LabelLengthOffset), 0, MaxLabelLength);
        return new CounterSnapshot(
            id,
            state == StateAllocated,
            Shared.GetInt(metadata + TypeOffset),
            Shared.AcquireLong(value),
            Shared.GetLong(value + RegistrationIdOffset),
            Shared.GetLong(value + OwnerIdOffset),
            new ReadOnlySpan<byte>(metadata + KeyOffset, MaxKeyLength).ToArray(),
            Encoding.ASCII.GetString(metadata + LabelOffset, labelLength));
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes, int maxLength) =>
        bytes.Length > maxLength ? bytes[..maxLength] : bytes;

    private byte* Metadata(int id) => _metadata + ((long)id * MetadataLength);

    private int NextId(long nowMillis)
    {
        if (_free.TryPeek(out int id) && Shared.GetLong(Metadata(id) + FreeDeadlineOffset) <= nowMillis)
        {
            return _free.Dequeue();
        }

        return _highWaterMark < Capacity ? _highWaterMark++ : -1;
    }
}
