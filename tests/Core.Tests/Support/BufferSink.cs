using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

internal readonly struct BufferSink(EventBuffer buffer) : IEventSink
{
    public ref EventRecord Claim() => ref buffer.Claim();
}
