using MatchingEngine.Client;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.SystemTests;

public class DiskFullTests
{
    private const int InFlightMax = 256;
    private const int RefusalsWanted = 100;

    [TmpfsFact]
    public void Full_disk_refuses_orders_by_name_and_goes_on_when_there_is_room()
    {
        using var mountPoint = new TempDirectory();
        using Server server = Server.StartAs(
            [.. TmpfsFactAttribute.Launcher, mountPoint.FullPath], mountPoint.FullPath, 0, ["--segment-mib", "1"]);
        // The disk is seen through the process that it was mounted for.
        string data = $"/proc/{server.Process.Id}/root{mountPoint.FullPath}";
        string filler = Path.Combine(data, "filler");
        var counter = new OrderCounter();
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data), counter);
        client.Connect();
        Drive(() => client.State == ClientState.Established, "the session is established");
        Fill(filler);

        Drive(() => counter.Refused >= RefusalsWanted, "orders are refused");
        Assert.Equal(BusinessRejectReason.JournalUnavailable, counter.LastReason);
        server.Process.AwaitError("journal stalled");
        Assert.False(server.Process.HasExited);
        long acceptedWhenFull = counter.Accepted;

        File.Delete(filler);
        Drive(() => counter.Accepted > acceptedWhenFull + 1_000, "orders are accepted again");
        Until.True(() => client.Poll() >= 0 && counter.Unanswered == 0, "every order has its answer");
        server.Process.AwaitError("journal writes again");
        AssertJournalHolds(data, counter.Accepted);
        server.Stop();

        void Drive(Func<bool> condition, string what) => Until.True(() =>
        {
            // Waits of the loop are long beside an order: many go into each.
            for (int order = 0; order < InFlightMax; order++)
            {
                if (counter.Unanswered < InFlightMax)
                    counter.Send(client);
                else
                    client.Poll();
            }
            return condition();
        }, what);
    }

    /// <summary>Its digest would be that of a state that no replay arrives at.</summary>
    [TmpfsFact]
    public void Service_that_ends_with_a_full_disk_says_what_is_lost_and_no_digest()
    {
        using var mountPoint = new TempDirectory();
        using Server server = Server.StartAs(
            [.. TmpfsFactAttribute.Launcher, mountPoint.FullPath], mountPoint.FullPath, 0, ["--segment-mib", "1"]);
        string data = $"/proc/{server.Process.Id}/root{mountPoint.FullPath}";
        var counter = new OrderCounter();
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data), counter);
        client.Connect();
        FlowPlayer.AwaitEstablished(client);
        Fill(Path.Combine(data, "filler"));
        Until.True(() =>
        {
            for (int order = 0; order < InFlightMax && counter.Unanswered < InFlightMax; order++)
                counter.Send(client);
            client.Poll();
            return counter.Refused > 0;
        }, "orders are refused");

        server.Process.SendTerminate();

        Assert.Equal(1, server.Process.AwaitExit());
        Assert.Contains("ended while the journal was stalled", server.Process.Error);
        Assert.DoesNotContain("state digest", server.Process.Error);
    }

    /// <summary>Takes all the room there is.</summary>
    private static void Fill(string path)
    {
        byte[] block = new byte[4_096];
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static void AssertJournalHolds(string data, long orders)
    {
        using TempDirectory copy = TempDirectory.CopyOf(data);
        long found = 0;
        using var reader = new JournalReader(copy.FullPath);
        var record = default(CommandRecord);
        while (reader.TryReadNext(ref record))
        {
            if (record.Header.TemplateId == NewOrderSingleBlock.TemplateId)
                found++;
        }
        Assert.Null(reader.Problem);
        Assert.Equal(orders, found);
    }
}
