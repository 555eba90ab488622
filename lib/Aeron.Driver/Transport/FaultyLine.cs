namespace MatchingEngine.AeronDriver.Transport;

/// <summary>Passes the datagrams of one socket on as a bad network would. Used by one thread.</summary>
internal sealed unsafe class FaultyLine(DatagramFaults faults)
{
    private const int MaxHeld = 8;
    private const int MaxOvertaken = 6;

    private readonly Random _random = new(faults.Seed);
    private readonly List<Held> _held = [];

    public void Pass(byte* datagram, int length, in NativeAddress source, long nowNanos, IDatagramHandler handler)
    {
        double chance = _random.NextDouble();
        if (chance >= faults.DropRate)
        {
            chance -= faults.DropRate;
            if (chance < faults.ReorderRate && _held.Count < MaxHeld)
            {
                byte[] copy = new ReadOnlySpan<byte>(datagram, length).ToArray();
                _held.Add(new Held(copy, source, 1 + _random.Next(MaxOvertaken)));
                return;
            }

            handler.OnDatagram(datagram, length, source, nowNanos);
            if (chance - faults.ReorderRate < faults.DuplicateRate)
            {
                handler.OnDatagram(datagram, length, source, nowNanos);
            }
        }

        Deliver(nowNanos, handler);
    }

    private void Deliver(long nowNanos, IDatagramHandler handler)
    {
        for (int index = _held.Count - 1; index >= 0; index--)
        {
            Held held = _held[index];
            if (--held.ToGo > 0)
            {
                continue;
            }

            _held.RemoveAt(index);
            fixed (byte* bytes = held.Datagram)
            {
                handler.OnDatagram(bytes, held.Datagram.Length, held.Source, nowNanos);
            }
        }
    }

    private sealed class Held(byte[] datagram, NativeAddress source, int toGo)
    {
        public byte[] Datagram { get; } = datagram;

        public NativeAddress Source { get; } = source;

        public int ToGo { get; set; } = toGo;
    }
}
