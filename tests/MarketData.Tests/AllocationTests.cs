using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests;

public class AllocationTests
{
    private const int Commands = 40_000;
    private const int Turns = 5;

    [Fact]
    public void Translating_and_keeping_allocates_nothing_after_warm_up()
    {
        FeedPosition position = new();
        Dictionary<FeedStream, FeedPublication> publications = [];
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
            publications[stream] = new FeedPublication(
                stream, position, new FeedOptions { StoreLength = FeedOptions.MinStoreLength });
        EventTranslator translator = new(10, stream => publications[stream]);
        List<EventRecord> events = Events();
        int half = events.Count / 2;
        Translate(translator, events, 0, half);
        long least = long.MaxValue;
        int part = half / Turns;
        for (int turn = 0; turn < Turns; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Translate(translator, events, half + (turn * part), half + ((turn + 1) * part));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        Assert.True(translator.LastApplSeqNum(FeedStream.Fills) > 1_000);
        foreach (FeedPublication publication in publications.Values)
            publication.Dispose();
    }

    private static void Translate(EventTranslator translator, List<EventRecord> events, int first, int end)
    {
        for (int i = first; i < end; i++)
            translator.OnEvent(in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(events)[i]);
    }

    private static List<EventRecord> Events()
    {
        TestEngine engine = new();
        RandomFlow flow = new(seed: 8, new FlowShape(OpenOrders: 300, Memory: 30, ControlPermille: 0));
        List<EventRecord> events = [];
        foreach (CommandRecord command in flow.Opening())
            Add(engine.Apply(command), flow, events);
        for (int i = 0; i < Commands; i++)
            Add(engine.Apply(flow.Next()), flow, events);
        return events;
    }

    private static void Add(EventBuffer buffer, RandomFlow flow, List<EventRecord> events)
    {
        for (int i = 0; i < buffer.Count; i++)
        {
            flow.Learn(in buffer[i]);
            buffer[i].Flags = i == buffer.Count - 1 ? EventFlags.EndOfCommand : EventFlags.None;
            events.Add(buffer[i]);
        }
    }
}
