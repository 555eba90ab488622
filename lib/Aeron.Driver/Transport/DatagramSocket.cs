using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>
/// A socket that never waits. Many datagrams go in one system call where the system has such calls, and as one message where
/// it can cut that up and put it together; elsewhere one by one. Used by one thread.
/// </summary>
internal sealed unsafe class DatagramSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly int _handle;
    private readonly bool _isBatched;
    private readonly SocketAddress _scratch;

    public DatagramSocket(Socket socket, bool useBatchedCalls)
    {
        _socket = socket;
        _handle = (int)socket.Handle;
        _isBatched = useBatchedCalls && SystemCalls.IsSupported;
        _scratch = new SocketAddress(socket.AddressFamily);
        if (_isBatched)
        {
            MaySegment = HasSegmentation(socket);
            Coalesce(socket);
        }

        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>Address and port that the socket is bound to.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Whether datagrams may be sent as one message that the system cuts up.</summary>
    public bool MaySegment { get; private set; }

    /// <summary>
    /// The last error of a call; 0 for none since it was last set to 0. Nothing is thrown: the network may come back, and an
    /// address that the system refuses, such as the port 0 that a stranger sent from, must not keep the thread from its other
    /// sockets. That a queue is full or that nobody listened to an earlier datagram is no error.
    /// </summary>
    public int Error { get; set; }

    /// <summary>Takes what has arrived, up to the room there is; 0 when nothing has.</summary>
    public int Receive(ReceiveBatch batch)
    {
        batch.Count = _isBatched ? ReceiveMany(batch) : ReceiveOneByOne(batch);
        return batch.Count;
    }

    /// <summary>Sends a batch as addressed and returns how many datagrams the system took.</summary>
    public int Send(SendBatch batch) => _isBatched ? SendMany(batch) : SendOneByOne(batch, null);

    /// <summary>Sends a batch to one address.</summary>
    public int Send(SendBatch batch, in NativeAddress destination)
    {
        batch.SetDestination(destination);
        if (_isBatched)
        {
            return SendMany(batch);
        }

        CopyToScratch(destination);
        return SendOneByOne(batch, _scratch);
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsSegmentationRefused(int error) =>
        error is SystemCalls.InputOutput or SystemCalls.InvalidArgument or SystemCalls.MessageTooLong;

    /// <summary>A system that does not know of it would send the whole message as one datagram.</summary>
    private static bool HasSegmentation(Socket socket)
    {
        try
        {
            return socket.GetRawSocketOption(SystemCalls.UdpLevel, SystemCalls.UdpSegment, stackalloc byte[4]) == 4;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void Coalesce(Socket socket)
    {
        try
        {
            socket.SetRawSocketOption(SystemCalls.UdpLevel, SystemCalls.UdpCoalesce, BitConverter.GetBytes(1));
        }
        catch (SocketException)
        {
            // An older system: each datagram comes by itself.
        }
    }

    private int ReceiveMany(ReceiveBatch batch)
    {
        batch.Prepare();
        int received = SystemCalls.ReceiveMany(
            _handle, batch.Messages, ReceiveBatch.Capacity, SystemCalls.DontWait, null);
        if (received < 0)
        {
            Note(Marshal.GetLastPInvokeError());
            return 0;
        }

        for (int index = 0; index < received; index++)
        {
            batch.Address(index).Length = (int)batch.Messages[index].NameLength;
        }

        return received;
    }

    private int ReceiveOneByOne(ReceiveBatch batch)
    {
        int received = 0;
        while (received < ReceiveBatch.Capacity && _socket.Poll(0, SelectMode.SelectRead))
        {
            try
            {
                var room = new Span<byte>(batch.Message(received), ReceiveBatch.DatagramLength);
                batch.SetLength(received, _socket.ReceiveFrom(room, SocketFlags.None, _scratch));
            }
            catch (SocketException error)
            {
                Note(error);
                break;
            }

            ref NativeAddress address = ref batch.Address(received);
            address.Length = Math.Min(_scratch.Size, NativeAddress.Capacity);
            fixed (byte* bytes = address.Bytes)
            {
                _scratch.Buffer.Span[..address.Length].CopyTo(new Span<byte>(bytes, NativeAddress.Capacity));
            }

            received++;
        }

        return received;
    }

    private int SendMany(SendBatch batch)
    {
        int sent = 0;
        for (int attempts = 0; sent < batch.Count && attempts < 2; attempts++)
        {
            int taken = SystemCalls.SendMany(
                _handle, batch.Messages + sent, (uint)(batch.Count - sent), SystemCalls.DontWait);
            if (taken >= 0)
            {
                sent += taken;
                continue;
            }

            // A refused connection is news of an earlier datagram; the one at hand was not tried yet.
            int error = Marshal.GetLastPInvokeError();
            if (MaySegment && batch.MaySegment && IsSegmentationRefused(error))
            {
                // The device cannot, or a datagram is above what it takes in one piece: from now on one by one.
                MaySegment = false;
                break;
            }

            Note(error);
            if (error is not (SystemCalls.ConnectionRefused or SystemCalls.Interrupted))
            {
                break;
            }
        }

        return sent;
    }

    private int SendOneByOne(SendBatch batch, SocketAddress? destination)
    {
        for (int index = 0; index < batch.Count; index++)
        {
            try
            {
                ReadOnlySpan<byte> datagram = batch.Message(index);
                int length = destination is null
                    ? _socket.Send(datagram, SocketFlags.None)
                    : _socket.SendTo(datagram, SocketFlags.None, destination);
                if (length < datagram.Length)
                {
                    return index;
                }
            }
            catch (SocketException error)
            {
                Note(error);
                return index;
            }
        }

        return batch.Count;
    }

    private void CopyToScratch(in NativeAddress address)
    {
        fixed (byte* bytes = address.Bytes)
        {
            new ReadOnlySpan<byte>(bytes, address.Length).CopyTo(_scratch.Buffer.Span);
        }
    }

    private void Note(SocketException error)
    {
        bool isExpected = error.SocketErrorCode is SocketError.WouldBlock or SocketError.ConnectionRefused
            or SocketError.ConnectionReset or SocketError.NoBufferSpaceAvailable or SocketError.Interrupted
            or SocketError.TryAgain;
        if (!isExpected)
        {
            Error = error.NativeErrorCode;
        }
    }

    private void Note(int error)
    {
        bool isExpected = error is SystemCalls.TryAgain or SystemCalls.ConnectionRefused or SystemCalls.Interrupted
            or SystemCalls.NoBufferSpace;
        if (!isExpected)
        {
            Error = error;
        }
    }
}
