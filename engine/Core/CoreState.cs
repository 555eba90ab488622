namespace MatchingEngine.Core;

/// <summary>
/// Everything the engine remembers. The next state is a function of this and of the command, and of nothing else.
/// </summary>
internal sealed class CoreState
{
    // Address space set aside for at least so many orders and levels: a quarter of a gigabyte each, no memory.
    private const int ReservedOrders = 1 << 22;

    public CoreState(CoreLimits limits)
    {
        Limits = limits;
        MaxOpenOrders = limits.MaxOpenOrders;
        int expectedOrders = Math.Min(limits.ExpectedOpenOrders, limits.MaxOpenOrders);
        int reservedOrders = Math.Min(limits.MaxOpenOrders, Math.Max(expectedOrders, ReservedOrders));
        Orders = new Pool<Order>(expectedOrders, reservedOrders);
        Levels = new Pool<Level>(Math.Min(expectedOrders, 1 << 14), reservedOrders);
        OrderIndex = new OrderIndex(Orders);
        int expectedDetails = Math.Min(expectedOrders, 1 << 10);
        Details = new OrderDetailsTable(Orders, expectedDetails);
        DayOrders = new DayOrders(Details);
        Expiry = new ExpiryHeap(Orders, Details, expectedDetails);
        Instruments = new InstrumentTable(Orders, Levels, Details);
        Exposures = new ExposureTable(limits.MaxAccounts);
        Sessions = new SessionTable(limits, Orders);
    }

    public CoreLimits Limits { get; }

    /// <summary>The limit of all open orders together.</summary>
    public int MaxOpenOrders { get; }

    public Pool<Order> Orders { get; }

    public Pool<Level> Levels { get; }

    /// <summary>From the OrderID of each open order, and no other, to its index in the pool.</summary>
    public OrderIndex OrderIndex { get; }

    /// <summary>What some orders have beyond a plain limit order.</summary>
    public OrderDetailsTable Details { get; }

    public DayOrders DayOrders { get; }

    public ExpiryHeap Expiry { get; }

    /// <summary>Stops that await their turn within the command; none between two commands.</summary>
    public TriggeredStops Triggered { get; } = new();

    public InstrumentTable Instruments { get; }

    public SessionTable Sessions { get; }

    /// <summary>What accounts have open and have traded.</summary>
    public ExposureTable Exposures { get; }

    /// <summary>Orders that a mass cancel has picked; nothing between two commands.</summary>
    public OrderSelection Selection { get; } = new();

    /// <summary>Whether a kill switch stops the whole venue.</summary>
    public bool IsVenueBlocked { get; set; }

    public DigestSchedule Digests { get; } = new();

    /// <summary>
    /// The operator's request that the present system command is; of nobody when the service itself gave it.
    /// </summary>
    public Request Operator { get; set; } = Request.OfNobody;

    /// <summary>
    /// Whether a command is being applied, or one could not be applied to its end. A command that cannot fail need not
    /// say so.
    /// </summary>
    public bool IsApplying { get; set; }

    /// <summary>Number of the command that is being applied, or was applied last.</summary>
    public long LastSequence { get; set; }

    /// <summary>Engine time: the highest timestamp of any command so far.</summary>
    public long TimeNanos { get; set; }

    public ulong LastOrderId { get; set; }

    public ulong LastExecId { get; set; }

    public ulong LastTrdMatchId { get; set; }
}
