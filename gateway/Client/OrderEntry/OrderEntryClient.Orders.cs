using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <content>Sending application messages.</content>
public sealed partial class OrderEntryClient
{
    /// <summary>Sends a new order. SessionID and MsgSeqNum of the block are filled in by the client.</summary>
    /// <param name="order">The order.</param>
    /// <param name="msgSeqNum">The number it was sent under, which answers name in RefSeqNum; 0 unless Sent.</param>
    public SendResult TrySend(in NewOrderSingleBlock order, out uint msgSeqNum) => Send(in order, out msgSeqNum);

    /// <summary>
    /// Sends a new order with whatever fields it needs. SessionID and MsgSeqNum of the block are filled in by the
    /// client.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="msgSeqNum">The number it was sent under, which answers name in RefSeqNum; 0 unless Sent.</param>
    public SendResult TrySend(in NewOrderExtendedBlock order, out uint msgSeqNum) => Send(in order, out msgSeqNum);

    /// <summary>Sends a cancel. SessionID and MsgSeqNum of the block are filled in by the client.</summary>
    /// <param name="request">The cancel.</param>
    /// <param name="msgSeqNum">The number it was sent under, which answers name in RefSeqNum; 0 unless Sent.</param>
    public SendResult TrySend(in OrderCancelRequestBlock request, out uint msgSeqNum) =>
        Send(in request, out msgSeqNum);

    /// <summary>Sends a replace. SessionID and MsgSeqNum of the block are filled in by the client.</summary>
    /// <param name="request">The replace.</param>
    /// <param name="msgSeqNum">The number it was sent under, which answers name in RefSeqNum; 0 unless Sent.</param>
    public SendResult TrySend(in OrderCancelReplaceRequestBlock request, out uint msgSeqNum) =>
        Send(in request, out msgSeqNum);

    /// <summary>
    /// Sends a replace of an order with more than price and quantity. SessionID and MsgSeqNum of the block are filled
    /// in by the client.
    /// </summary>
    /// <param name="request">The replace.</param>
    /// <param name="msgSeqNum">The number it was sent under, which answers name in RefSeqNum; 0 unless Sent.</param>
    public SendResult TrySend(in OrderCancelReplaceExtendedBlock request, out uint msgSeqNum) =>
        Send(in request, out msgSeqNum);

    /// <summary>
    /// Sends a cancel of many orders of this session. SessionID and MsgSeqNum of the block are filled in by the client.
    /// </summary>
    /// <param name="request">The mass cancel.</param>
    /// <param name="msgSeqNum">The number it was sent under, which answers name in RefSeqNum; 0 unless Sent.</param>
    public SendResult TrySend(in OrderMassCancelRequestBlock request, out uint msgSeqNum) =>
        Send(in request, out msgSeqNum);

    /// <summary>Sends a reduce. SessionID and MsgSeqNum of the block are filled in by the client.</summary>
    /// <param name="request">The reduce.</param>
    /// <param name="msgSeqNum">The number it was sent under, which answers name in RefSeqNum; 0 unless Sent.</param>
    public SendResult TrySend(in OrderReduceRequestBlock request, out uint msgSeqNum) =>
        Send(in request, out msgSeqNum);

    /// <summary>Sends a new limit order.</summary>
    /// <param name="clOrdID">The order's reference, 1 and up, unique in the session version.</param>
    /// <param name="securityID">The instrument.</param>
    /// <param name="side">Buy or Sell.</param>
    /// <param name="price">Limit price in units of 10^-8; see <see cref="PriceConverter"/>.</param>
    /// <param name="orderQty">Quantity in whole units, 1 and up.</param>
    /// <param name="timeInForce">Day, GoodTillCancel, ImmediateOrCancel or FillOrKill.</param>
    /// <param name="msgSeqNum">The number it was sent under; 0 unless Sent.</param>
    public SendResult TryNewOrder(
        ulong clOrdID,
        uint securityID,
        Side side,
        long price,
        long orderQty,
        TimeInForce timeInForce,
        out uint msgSeqNum)
    {
        var order = new NewOrderSingleBlock
        {
            ClOrdID = clOrdID,
            SecurityID = securityID,
            Side = side,
            Price = price,
            OrderQty = orderQty,
            OrdType = OrdType.Limit,
            TimeInForce = timeInForce,
        };
        return Send(in order, out msgSeqNum);
    }

    /// <summary>Cancels what is left of an order of this session.</summary>
    /// <param name="clOrdID">The reference of this request, 1 and up.</param>
    /// <param name="origClOrdID">The order's ClOrdID in this session version.</param>
    /// <param name="securityID">The order's instrument.</param>
    /// <param name="msgSeqNum">The number it was sent under; 0 unless Sent.</param>
    public SendResult TryCancel(ulong clOrdID, ulong origClOrdID, uint securityID, out uint msgSeqNum)
    {
        var request = new OrderCancelRequestBlock
        {
            ClOrdID = clOrdID,
            OrigClOrdID = origClOrdID,
            SecurityID = securityID,
        };
        return Send(in request, out msgSeqNum);
    }

    /// <summary>Changes price or total quantity of an order of this session.</summary>
    /// <param name="clOrdID">The order's new reference, 1 and up, unique in the session version.</param>
    /// <param name="origClOrdID">The order's ClOrdID in this session version.</param>
    /// <param name="securityID">The order's instrument.</param>
    /// <param name="price">New limit price in units of 10^-8.</param>
    /// <param name="orderQty">New total quantity in whole units, what is filled already included.</param>
    /// <param name="msgSeqNum">The number it was sent under; 0 unless Sent.</param>
    public SendResult TryReplace(
        ulong clOrdID, ulong origClOrdID, uint securityID, long price, long orderQty, out uint msgSeqNum)
    {
        var request = new OrderCancelReplaceRequestBlock
        {
            ClOrdID = clOrdID,
            OrigClOrdID = origClOrdID,
            SecurityID = securityID,
            Price = price,
            OrderQty = orderQty,
        };
        return Send(in request, out msgSeqNum);
    }

    /// <summary>
    /// Takes quantity off what is left of an order of this session, which keeps its place in the queue.
    /// </summary>
    /// <param name="clOrdID">The reference of this request, 1 and up.</param>
    /// <param name="origClOrdID">The order's ClOrdID in this session version.</param>
    /// <param name="securityID">The order's instrument.</param>
    /// <param name="reduceQty">Quantity to take off in whole units, 1 and up.</param>
    /// <param name="msgSeqNum">The number it was sent under; 0 unless Sent.</param>
    public SendResult TryReduce(
        ulong clOrdID, ulong origClOrdID, uint securityID, long reduceQty, out uint msgSeqNum)
    {
        var request = new OrderReduceRequestBlock
        {
            ClOrdID = clOrdID,
            OrigClOrdID = origClOrdID,
            SecurityID = securityID,
            ReduceQty = reduceQty,
        };
        return Send(in request, out msgSeqNum);
    }

    private SendResult Send<TBlock>(in TBlock block, out uint msgSeqNum) where TBlock : unmanaged, IMessageBlock
    {
        msgSeqNum = 0;
        if (State != ClientState.Established || _stopRequested)
            return SendResult.NotEstablished;
        if (_window.IsFull)
            return SendResult.WindowFull;
        if (_window.Next > OutboundWindow.LastSeqNo)
            return SendResult.SequenceExhausted;
        int length = Frame.LengthOf<TBlock>();
        if (!_sendBuffer.HasRoom(length))
        {
            Flush();
            if (!_sendBuffer.HasRoom(length))
                return SendResult.SendBufferFull;
        }

        msgSeqNum = (uint)_window.Next;
        _sendBuffer.Put(_window.Append(in block, _sessionID));
        if (_options.FlushMode == FlushMode.Immediate)
            Flush();
        return SendResult.Sent;
    }
}
