namespace MatchingEngine.AeronDriver.Transport;

/// <summary>Takes datagrams as they arrive.</summary>
internal unsafe interface IDatagramHandler
{
    /// <summary>One datagram; bytes and address are valid during the call only.</summary>
    void OnDatagram(byte* datagram, int length, in NativeAddress source, long nowNanos);
}
