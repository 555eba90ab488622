using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using AeronClientTests.Peer;

namespace AeronClientTests;

public class AllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Offering_claiming_and_polling_allocate_nothing(bool exclusive)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive);
        LogFile log = harness.Driver.LastLog;
        using Subscription subscription = harness.Client.AddSubscription("aeron:ipc", 42);
        int position = harness.Driver.SendImage(log, publication.RegistrationId, subscription.RegistrationId);
        harness.Turn();
        var round = new Round(harness, publication, subscription, position);

        // The first rounds grow the assembler and compile the code.
        round.Play(500);
        long least = long.MaxValue;
        for (int i = 0; i < 5 && least != 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round.Play(500);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.True(round.Received > 900);
    }

    /// <summary>
    /// Offers each way, claims, polls each way; the limit follows the reader, and used terms are emptied.
    /// </summary>
    private sealed class Round(Harness harness, Publication publication, Subscription subscription, int positionCounter)
        : IFragmentHandler, IControlledFragmentHandler
    {
        private readonly UnsafeBuffer _buffer = new(new byte[3000]);
        private readonly BufferClaim _claim = new();
        private readonly DirectBufferVector[] _vectors = [new(), new()];
        private FragmentAssembler? _assembler;

        public int Received { get; private set; }

        public void Play(int times)
        {
            _assembler ??= new FragmentAssembler(this);
            for (int i = 0; i < times; i++)
            {
                Offer(i);
                if (i % 2 == 0)
                {
                    subscription.Poll(_assembler, 100);
                }
                else
                {
                    subscription.ControlledPoll(this, 100);
                }

                long position = harness.Driver.CounterValue(positionCounter);
                harness.Driver.SetCounter(harness.Driver.LastLimitCounter, position + 32768);
            }
        }

        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header) => Received++;

        ControlledFragmentHandlerAction IControlledFragmentHandler.OnFragment(
            IDirectBuffer buffer, int offset, int length, Header header)
        {
            Received++;
            return ControlledFragmentHandlerAction.CONTINUE;
        }

        private void Offer(int i)
        {
            long result = (i % 4) switch
            {
                0 => publication.Offer(_buffer, 0, i % 20 == 0 ? 3000 : 100),
                1 => publication.Offer(_buffer, 0, 50, _buffer, 60, 80),
                2 => publication.Offer(Vectors()),
                _ => publication.TryClaim(64, _claim),
            };
            if (i % 4 == 3 && result > 0)
            {
                _claim.PutBytes(_buffer, 0, 64).Commit();
            }

            if (result == Publication.ADMIN_ACTION)
            {
                harness.Driver.LastLog.ClearTerm(publication.Position);
            }
        }

        private DirectBufferVector[] Vectors()
        {
            _vectors[0].Reset(_buffer, 0, 10);
            _vectors[1].Reset(_buffer, 10, 20);
            return _vectors;
        }
    }
}
