using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public class FairnessTests
{
    [Theory]
    [InlineData(ReadinessMode.Epoll, 4)]
    [InlineData(ReadinessMode.Epoll, 0)]
    [InlineData(ReadinessMode.Portable, 0)]
    public void Flood_of_one_session_does_not_keep_another_waiting(ReadinessMode mode, int direct)
    {
        if (mode == ReadinessMode.Epoll && !OperatingSystem.IsLinux())
            return;
        using var venue = new Venue(options => options with { Readiness = mode, DirectReceiveConnections = direct });
        TestClient flooder = venue.LogOn(Venue.Alpha);
        TestClient other = venue.LogOn(Venue.Beta);
        byte[] flood = [.. Enumerable.Range(1, 5_000).SelectMany(n => TestClient.Frame(Venue.Order((uint)n)))];
        int sent = 0;
        while (flooder.TrySendBytes(flood.AsSpan(sent)) is > 0 and int taken)
            sent += taken;
        Assert.True(sent > 1_000 * 54, "The socket took too little for a flood.");
        other.Send(Venue.Order(1, Venue.Beta));

        int turns = 0;
        while (!venue.Engine.Commands.Any(IsOfBeta))
        {
            venue.Turn();
            Assert.True(++turns <= 3, "The other session waited for more than three duty cycles.");
        }

        Assert.True(venue.Engine.Commands.Count < 400);
        venue.Expect<ExecutionReportNewBlock>(other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Turn_takes_no_more_messages_than_the_engine_has_room_for(int direct)
    {
        const int Orders = 60;
        const int Capacity = 64;
        using var venue = new Venue(
            options => options with { DirectReceiveConnections = direct, CycleReadBudget = 1_024 }, Capacity);
        TestClient[] clients = [.. new uint[] { 4, 5, 6, 7 }.Select(id => venue.LogOn(id))];
        for (uint id = 4; id <= 7; id++)
            clients[id - 4].SendBytes([.. Enumerable.Range(1, Orders).SelectMany(n => TestClient.Frame(Venue.Order((uint)n, id)))]);

        venue.Settle();

        Assert.Equal(0, venue.Gateway.Counters.RejectsEngineBusy);
        Assert.Equal((Orders + 1) * clients.Length, venue.Engine.Published);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Budget_of_a_duty_cycle_goes_round(int direct)
    {
        using var venue = new Venue(options => options with
        {
            CycleReadBudget = 10,
            ConnectionReadBudget = 10,
            DirectReceiveConnections = direct,
        });
        uint[] sessions = [.. Enumerable.Range(4, 8).Select(id => (uint)id)];
        TestClient[] clients = [.. sessions.Select(id => venue.LogOn(id))];
        int before = venue.Engine.Commands.Count;
        for (int i = 0; i < clients.Length; i++)
            clients[i].SendBytes([.. Enumerable.Range(1, 100).SelectMany(
                n => TestClient.Frame(Venue.Order((uint)n, sessions[i])))]);

        for (int i = 0; i < 24; i++)
        {
            int count = venue.Engine.Commands.Count;
            venue.Turn();
            Assert.InRange(venue.Engine.Commands.Count - count, 0, 10);
        }

        IEnumerable<uint> served = venue.Engine.Commands.Skip(before)
            .Select(command => CommandRecord.BlockOf<NewOrderSingleBlock>(in command).SessionID).Distinct();
        Assert.Equal(sessions, served.Order());
    }

    private static bool IsOfBeta(CommandRecord command) =>
        command.Header.TemplateId == NewOrderSingleBlock.TemplateId
        && CommandRecord.BlockOf<NewOrderSingleBlock>(in command).SessionID == Venue.Beta;
}
