namespace MatchingEngine.Core;

/// <summary>
/// Everything the engine remembers. The next state is a function of this and of the command, and of nothing else.
/// </summary>
internal sealed class CoreState
{
    // Trees of prices that an instrument may have: two sides of what is displayed, of what is hidden, and of stops.
    private const int TreesOfInstrument = 6;

    // Levels to have memory for at once, and nodes of trees to go with them; many more than most venues have.
    private const int ExpectedLevels = 1 << 14;
    private const int ExpectedNodes = 1 << 10;

    public CoreState(CoreLimits limits)
    {
        Limits = limits;
        MaxOpenOrders = limits.MaxOpenOrders;
        int expectedOrders = Math.Min(limits.ExpectedOpenOrders, limits.MaxOpenOrders);
        Orders = new Pool<Order>(expectedOrders, MaxOpenOrders);
        Levels = new Pool<Level>(Math.Min(expectedOrders, ExpectedLevels), MaxOpenOrders);
        long maxTrees = (long)limits.MaxInstruments * TreesOfInstrument;
        int maxNodes = (int)Math.Min(PriceTree.MaxNodes(MaxOpenOrders, maxTrees), int.MaxValue);
        PriceNodes = new Pool<PriceNode>(Math.Min(Math.Min(expectedOrders, ExpectedNodes), maxNodes), maxNodes);
        OrderIndex = new OrderIndex(Orders, MaxOpenOrders);
        int expectedDetails = Math.Min(expectedOrders, 1 << 10);
        Details = new OrderDetailsTable(Orders, expectedDetails);
        DayOrders = new DetailList<DayList>(Details);
        Expiry = new ExpiryHeap(Orders, Details);
        Instruments = new InstrumentTable(Orders, Levels, PriceNodes, Details);
        Exposures = new ExposureTable(limits.MaxAccounts, limits.MapSeed);
        Sessions = new SessionTable(limits, Orders);
    }

    public CoreLimits Limits { get; }

    /// <summary>The limit of all open orders together.</summary>
    public int MaxOpenOrders { get; }

    public Pool<Order> Orders { get; }

    public Pool<Level> Levels { get; }

    /// <summary>The nodes of the trees of prices of all books.</summary>
    public Pool<PriceNode> PriceNodes { get; }

    /// <summary>From the OrderID of each open order, and no other, to its index in the pool.</summary>
    public OrderIndex OrderIndex { get; }

    /// <summary>What some orders have beyond a plain limit order.</summary>
    public OrderDetailsTable Details { get; }

    public DetailList<DayList> DayOrders { get; }

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

    /// <summary>Whether a command is being applied, or one could not be applied to its end.</summary>
    public bool IsApplying { get; set; }

    /// <summary>Number of the command that is being applied, or was applied last.</summary>
    public long LastSequence { get; set; }

    /// <summary>Engine time: the highest timestamp of any command so far.</summary>
    public long TimeNanos { get; set; }

    public ulong LastOrderId { get; set; }

    public ulong LastExecId { get; set; }

    public ulong LastTrdMatchId { get; set; }
}
