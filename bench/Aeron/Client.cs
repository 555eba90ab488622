using Adaptive.Aeron;
using Adaptive.Agrona;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>A client with its publication and subscription, waited for until somebody is at the other end.</summary>
internal sealed class Client(Options options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Aeron _aeron = Aeron.Connect(
        new Aeron.Context().AeronDirectoryName(options.Directory).ErrorHandler(new Reporter()));

    public Publication Publish(string channel, int streamId)
    {
        Publication publication = options.Concurrent
            ? _aeron.AddPublication(channel, streamId)
            : _aeron.AddExclusivePublication(channel, streamId);
        return publication;
    }

    public Subscription Subscribe(string channel, int streamId) => _aeron.AddSubscription(channel, streamId);

    public static void Await(Func<bool> condition, string what)
    {
        DateTime deadline = DateTime.UtcNow + Patience;
        while (!condition())
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException($"nobody at the other end: {what}");
            }

            Thread.Sleep(1);
        }
    }

    public void Dispose() => _aeron.Dispose();

    private sealed class Reporter : IErrorHandler
    {
        public void OnError(Exception exception) => Console.Error.WriteLine(exception);
    }
}
