using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MatchingEngine.Messages;

namespace MatchingEngine.SystemTests.Support;

/// <summary>A connection that can send anything. Reads block, with a limit.</summary>
internal sealed class RawPeer : IDisposable
{
    private const int SignedSize = 32;
    private const int ReadLimitMillis = 30_000;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <param name="endPoint">Where the service listens.</param>
    /// <param name="session">The session that it belongs to.</param>
    /// <param name="receiveBufferBytes">Receive buffer of the kernel; 0 leaves it to the system.</param>
    public RawPeer(IPEndPoint endPoint, RawSession session, int receiveBufferBytes = 0)
    {
        Session = session;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = ReadLimitMillis,
            SendTimeout = ReadLimitMillis,
        };
        if (receiveBufferBytes > 0)
            _socket.ReceiveBufferSize = receiveBufferBytes;
        _socket.Connect(endPoint);
    }

    public RawSession Session { get; }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket.Send(bytes)..];
    }

    public void Send<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock => Send(Frames.Of(in block));

    /// <summary>Sends, or says that the other side has closed.</summary>
    public bool TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Send(bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Throws away what has arrived.</summary>
    public void Discard()
    {
        while (_socket.Available > 0 && _socket.Receive(_buffer) > 0)
        {
        }
    }

    /// <summary>A logon signed with the key of the session.</summary>
    public static byte[] Signed<TBlock>(in TBlock block, byte[] key) where TBlock : unmanaged, IMessageBlock
    {
        byte[] frame = Frames.Of(in block);
        Span<byte> signed = frame.AsSpan(Frames.BlockOffset, SignedSize);
        HMACSHA256.HashData(key, signed, frame.AsSpan(Frames.BlockOffset + SignedSize));
        return frame;
    }

    /// <summary>Negotiates the first time, and establishes.</summary>
    public void LogOn()
    {
        if (Session.VersionId == 0)
        {
            ulong version = (ulong)RawSession.NextTimestamp();
            Send(Signed(Session.Negotiate(version), Session.Key));
            Expect<NegotiationResponseBlock>();
            Session.VersionId = version;
        }
        Send(Signed(Session.Establish(), Session.Key));
        EstablishmentAckBlock ack = Expect<EstablishmentAckBlock>();
        Session.NextSeqNo = ack.LastIncomingSeqNo + 1;
        Session.NextIncoming = ack.NextSeqNo;
    }

    /// <summary>The next message that is not a heartbeat.</summary>
    /// <returns>Its template; 0 when the other side has closed.</returns>
    public ushort Read(out ReadOnlySpan<byte> block)
    {
        do
        {
            if (!TryReadFrame(out ReadOnlySpan<byte> frame))
            {
                block = default;
                return 0;
            }
            block = frame[Frames.BlockOffset..];
            ushort templateId = BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]);
            if (templateId != SequenceBlock.TemplateId)
                return templateId;
        }
        while (true);
    }

    public TBlock Expect<TBlock>() where TBlock : unmanaged, IMessageBlock
    {
        ushort templateId = Read(out ReadOnlySpan<byte> block);
        if (templateId != TBlock.SbeTemplateId)
            Assert.Fail($"Expected {typeof(TBlock).Name}, not {Describe(templateId, block)}");
        return MemoryMarshal.Read<TBlock>(block);
    }

    /// <summary>Terminate with this code, then the end of the connection.</summary>
    public void ExpectTerminate(TerminationCode code) => Assert.Equal(code, ExpectTerminate());

    /// <summary>Waits for Terminate and the end of the connection.</summary>
    public TerminationCode ExpectTerminate()
    {
        TerminationCode code = Expect<TerminateBlock>().TerminationCode;
        Assert.Equal(0, Read(out _));
        return code;
    }

    /// <summary>Ends the connection as a well-behaved client does.</summary>
    public void LogOff()
    {
        Send(new TerminateBlock { SessionID = Session.Id, SessionVerID = Session.VersionId });
        ExpectTerminate(TerminationCode.Finished);
    }

    public void Dispose() => _socket.Dispose();

    private static string Describe(ushort templateId, ReadOnlySpan<byte> block) => templateId switch
    {
        0 => "the end of the connection",
        TerminateBlock.TemplateId => $"Terminate {MemoryMarshal.Read<TerminateBlock>(block).TerminationCode}",
        BusinessMessageRejectBlock.TemplateId =>
            $"BusinessMessageReject {MemoryMarshal.Read<BusinessMessageRejectBlock>(block).BusinessRejectReason}",
        _ => $"template {templateId}",
    };

    private bool TryReadFrame(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        if (!TryFill(sizeof(uint)))
            return false;
        int length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
        Assert.InRange(length, Frames.BlockOffset, Frames.MaxLength);
        if (!TryFill(length))
            return false;
        frame = _buffer.AsSpan(_start, length);
        _start += length;
        return true;
    }

    private bool TryFill(int count)
    {
        if (_buffer.Length - _start < Frames.MaxLength)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        while (_end - _start < count)
        {
            int received;
            try
            {
                received = _socket.Receive(_buffer.AsSpan(_end));
            }
            catch (SocketException problem) when (problem.SocketErrorCode == SocketError.ConnectionReset)
            {
                return false;
            }
            if (received == 0)
                return false;
            _end += received;
        }
        return true;
    }
}
