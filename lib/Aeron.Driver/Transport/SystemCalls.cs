using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>System calls that move many datagrams at a time, and their structures on 64-bit Linux.</summary>
internal static unsafe partial class SystemCalls
{
    /// <summary>Level of socket options and control data of the datagram protocol.</summary>
    public const int UdpLevel = 17;

    /// <summary>Sending: one message is cut up into datagrams of this length.</summary>
    public const int UdpSegment = 103;

    /// <summary>Receiving: datagrams of one length and source may come as one message.</summary>
    public const int UdpCoalesce = 104;

    public const int DontWait = 0x40;
    public const int InputOutput = 5;
    public const int InvalidArgument = 22;
    public const int MessageTooLong = 90;
    public const int TryAgain = 11;
    public const int Interrupted = 4;
    public const int NoBufferSpace = 105;
    public const int ConnectionRefused = 111;

    /// <summary>Whether the calls are there.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int socket, MessageHeader* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int socket, MessageHeader* messages, uint count, int flags, void* timeout);

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct cmsghdr with the length of the datagrams that a message is made of.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 24)]
    public struct SegmentControl
    {
        [FieldOffset(0)]
        public nuint Length;

        [FieldOffset(8)]
        public int Level;

        [FieldOffset(12)]
        public int Type;

        /// <summary>Two bytes are sent; four are received, of which the upper ones are 0.</summary>
        [FieldOffset(16)]
        public ushort SegmentLength;

        public static SegmentControl Empty => new() { Length = 16 + sizeof(ushort), Level = UdpLevel, Type = UdpSegment };
    }

    /// <summary>struct mmsghdr: a struct msghdr of 56 bytes and the number of bytes moved.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    public struct MessageHeader
    {
        [FieldOffset(0)]
        public byte* Name;

        [FieldOffset(8)]
        public uint NameLength;

        [FieldOffset(16)]
        public IoVector* Vectors;

        [FieldOffset(24)]
        public nuint VectorCount;

        [FieldOffset(32)]
        public void* Control;

        [FieldOffset(40)]
        public nuint ControlLength;

        [FieldOffset(48)]
        public int Flags;

        [FieldOffset(56)]
        public uint TransferredLength;
    }
}
