namespace MatchingEngine.Core.Tests;

/// <summary>Clients choose ClOrdIDs; whoever does not know the seed must not be able to make them collide.</summary>
public class ChosenIdTests
{
    private const int Ids = 20_000;

    // What tells entries of the table from each other without a look at the order: bits of the hash from its upper end.
    private const int SearchedBits = 19;

    // Ids that differ in high bits only, in the bits below the neighbours' three, in arithmetic and other patterns.
    public static TheoryData<string, int> Patterns
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string pattern in (string[])["shift 3", "shift 20", "shift 32", "shift 45", "golden", "inverse", "mirror"])
            {
                for (int seed = 1; seed <= 3; seed++)
                    data.Add(pattern, seed);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Chosen_ids_do_not_make_searches_long(string pattern, int seed)
    {
        ulong secret = (ulong)new Random(seed).NextInt64();
        LongMapTable table = new(capacity: 65_536, secret);
        Pool<Order> orders = new(Ids + 1);
        OrderTags<ByOrderId> tags = new(orders, SecretFactor.Of(secret), CoreLimits.Default.MaxOpenOrders);
        OrderTable<ByOrderId> open = new(tags, new NativeArray<uint>(32_768));
        Dictionary<uint, int> ordersOfHash = [];
        for (int i = 1; i <= Ids; i++)
        {
            ulong id = IdOf(pattern, (ulong)i);
            table.Add(id, i);
            orders[orders.Take()].Terms.OrderId = id;
            open.Add(id, i - 1);
            uint hash = tags.HashOf(id) >> (32 - SearchedBits);
            ordersOfHash[hash] = ordersOfHash.GetValueOrDefault(hash) + 1;
        }
        Assert.InRange(LongestRun(65_536, at => table.TryRead(at, out _, out _)), 1, 400);
        Assert.InRange(LongestRun(open.BucketCount, open.IsFull), 0, 12);
        Assert.InRange(ordersOfHash.Values.Max(), 1, 12);
    }

    private static ulong IdOf(string pattern, ulong i) => pattern switch
    {
        "shift 3" => i << 3,
        "shift 20" => i << 20,
        "shift 32" => i << 32,
        "shift 45" => i << 45,
        "golden" => i * 0x9E37_79B9_7F4A_7C15 | 1,
        "inverse" => i * 0xF1DE_83E1_9937_733D | 1,
        _ => i << 48 | i,
    };

    // No search takes more steps than the longest row of taken places.
    private static int LongestRun(int capacity, Func<int, bool> isTaken)
    {
        int longest = 0;
        int run = 0;
        for (int at = 0; at < capacity; at++)
        {
            run = isTaken(at) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
