using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>A socket address in the system's own form, held in place so that system calls can point at it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeAddress : IEquatable<NativeAddress>
{
    /// <summary>Enough for addresses of version 4 (16 bytes) and 6 (28 bytes).</summary>
    public const int Capacity = 28;

    public fixed byte Bytes[Capacity];
    public int Length;

    /// <summary>Whether something can be sent there: every system refuses the port 0.</summary>
    public readonly bool HasPort => (Bytes[2] | Bytes[3]) != 0;

    public static NativeAddress Of(IPEndPoint endpoint)
    {
        SocketAddress source = endpoint.Serialize();
        var address = new NativeAddress { Length = source.Size };
        source.Buffer.Span[..source.Size].CopyTo(new Span<byte>(address.Bytes, Capacity));
        return address;
    }

    public readonly IPEndPoint ToEndPoint()
    {
        AddressFamily family = Length > 16 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var address = new SocketAddress(family, Math.Max(Length, 16));
        fixed (byte* bytes = Bytes)
        {
            new ReadOnlySpan<byte>(bytes, Length).CopyTo(address.Buffer.Span);
        }

        IPAddress any = family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        return (IPEndPoint)new IPEndPoint(any, 0).Create(address);
    }

    /// <summary>Port, in the byte order of the network, and address; not what the system leaves undefined.</summary>
    public readonly bool Equals(NativeAddress other)
    {
        fixed (byte* bytes = Bytes)
        {
            return Length == other.Length
                && new ReadOnlySpan<byte>(bytes, Length).SequenceEqual(new ReadOnlySpan<byte>(other.Bytes, Length));
        }
    }

    public override readonly bool Equals(object? obj) => obj is NativeAddress other && Equals(other);

    public override readonly int GetHashCode()
    {
        var hash = default(HashCode);
        fixed (byte* bytes = Bytes)
        {
            hash.AddBytes(new ReadOnlySpan<byte>(bytes, Length));
        }

        return hash.ToHashCode();
    }
}
