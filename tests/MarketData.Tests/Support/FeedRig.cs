using MatchingEngine.Client.Feed;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>A core, a translator behind it, and the books that a consumer builds from what the translator writes.</summary>
internal sealed class FeedRig
{
    public const FeedStream FirstStream = FeedStream.Fills;
    public const FeedStream LastStream = FeedStream.Status;

    private readonly Dictionary<FeedStream, CollectingOutput> _outputs = [];

    public FeedRig(int depth = 0, TestEngine? engine = null)
    {
        Depth = depth;
        Engine = engine ?? new TestEngine();
        for (FeedStream stream = FirstStream; stream <= LastStream; stream++)
            _outputs[stream] = new CollectingOutput();
        Translator = new EventTranslator(depth, stream => _outputs[stream]);
    }

    public int Depth { get; }

    public TestEngine Engine { get; }

    public EventTranslator Translator { get; }

    public OrderBookBuilder Orders { get; } = new();

    public PriceLevelBookBuilder Levels { get; } = new();

    /// <summary>A rig with instruments 1 and 2 (tick 0.01) and sessions 1 to 3, and no packets.</summary>
    public static FeedRig Open(int depth = 0)
    {
        FeedRig rig = new(depth);
        rig.Apply(Commands.Define(1, tick: Commands.One / 100));
        rig.Apply(Commands.Define(2, tick: Commands.One / 100, symbol: "OTHER"));
        for (uint session = 1; session <= 3; session++)
            rig.Apply(Commands.Negotiated(session, 1));
        rig.Clear();
        return rig;
    }

    /// <summary>Plays lines of the language of scenarios; only what the last one does is kept.</summary>
    public void Play(params string[] lines)
    {
        foreach (string line in lines)
        {
            Clear();
            Apply(ScenarioLine.Read(line, Engine));
        }
    }

    public EventBuffer Apply(CommandRecord command)
    {
        EventBuffer events = Engine.Apply(command);
        Translate(events);
        return events;
    }

    /// <summary>Translates the events of one command and builds the books on.</summary>
    public void Translate(EventBuffer events)
    {
        int orders = Packets(FeedStream.Orders).Count;
        int levels = Packets(FeedStream.PriceLevels).Count;
        if (events.Count > 0)
            events[events.Count - 1].Flags = EventFlags.EndOfCommand;
        for (int i = 0; i < events.Count; i++)
            Translator.OnEvent(in events[i]);
        foreach (byte[] packet in Packets(FeedStream.Orders).Skip(orders))
            Build(packet, isOrders: true);
        foreach (byte[] packet in Packets(FeedStream.PriceLevels).Skip(levels))
            Build(packet, isOrders: false);
    }

    public List<byte[]> Packets(FeedStream stream) => _outputs[stream].Packets;

    public List<byte[]> Messages(FeedStream stream) => [.. _outputs[stream].Messages];

    /// <summary>What the last command did in a stream, in words; a full stop marks the end of the event.</summary>
    public string Text(FeedStream stream) => string.Join('\n', Messages(stream).Select(FeedText.Of));

    public void Clear()
    {
        foreach (CollectingOutput output in _outputs.Values)
            output.Packets.Clear();
    }

    private void Build(byte[] packet, bool isOrders)
    {
        FeedPacketReader reader = new(packet);
        while (reader.TryRead(out FeedMessage message))
        {
            BookUpdate update = isOrders ? Orders.Apply(in message) : Levels.Apply(in message);
            Assert.True(update == BookUpdate.Applied, $"{update}: {FeedText.Of(message.Bytes.ToArray())}");
        }
    }
}
