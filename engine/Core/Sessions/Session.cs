using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>What the engine knows of one client session.</summary>
internal sealed class Session(int index, uint sessionId, ClientOrderIds clientOrderIds)
{
    /// <summary>Place in order of first negotiation, 0 and up.</summary>
    public readonly int Index = index;

    public readonly ClientOrderIds ClientOrderIds = clientOrderIds;

    public uint SessionId = sessionId;

    /// <summary>The session version that runs now; 1 and up.</summary>
    public ulong SessionVerId;

    /// <summary>Highest MsgSeqNum applied in this session version; 0 for none.</summary>
    public uint LastIncomingSeqNo;

    /// <summary>
    /// MsgSeqNum of the next event to this session; 0 once all 2^32 - 1 numbers of the version are given out.
    /// </summary>
    public uint NextOutgoingSeqNo = 1;

    private uint _maxOpenOrders;
    private bool _isBlocked;
    private bool _hasRestrictions;

    /// <summary>Its orders in all books.</summary>
    public int OpenOrderCount => ClientOrderIds.OpenCount;

    /// <summary>Orders that it may have open; 0 for no limit of its own.</summary>
    public uint MaxOpenOrders
    {
        get => _maxOpenOrders;
        set
        {
            _maxOpenOrders = value;
            NoteRestrictions();
        }
    }

    public CancelOnDisconnect CancelOnDisconnect { get; set; }

    /// <summary>Whether a kill switch stops it.</summary>
    public bool IsBlocked
    {
        get => _isBlocked;
        set
        {
            _isBlocked = value;
            NoteRestrictions();
        }
    }

    /// <summary>Whether settings of its own keep a new order from resting, or from being entered at all.</summary>
    public bool IsRestricted
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _hasRestrictions && RestrictsNow();
    }

    /// <summary>
    /// Takes the number of the next event. When a version has used up its numbers, events go out unsequenced (0)
    /// until the client begins a new version: no session can stop the engine by living long.
    /// </summary>
    public uint TakeOutgoingSeqNo()
    {
        uint number = NextOutgoingSeqNo;
        if (number != 0)
            NextOutgoingSeqNo = unchecked(number + 1);
        return number;
    }

    private bool RestrictsNow() => IsBlocked || (MaxOpenOrders != 0 && OpenOrderCount >= MaxOpenOrders);

    private void NoteRestrictions() => _hasRestrictions = _isBlocked || _maxOpenOrders != 0;
}
