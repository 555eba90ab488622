using System.Net;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests.Malformed;

/// <summary>Sends bad input of all kinds, each at least once, in an order that a seed picks, and counts it.</summary>
internal sealed class MalformedCampaign(IPEndPoint endPoint, RawSession session, Random random) : IDisposable
{
    /// <summary>
    /// A connection may have 1,000 refused messages a second; the campaign stays below and takes a new one.
    /// </summary>
    private const int FramesOnConnectionMax = 900;

    /// <summary>
    /// One connection in so many batches is ended by its frame: connecting costs far more than a frame.
    /// </summary>
    private const int FatalShare = 4;

    private readonly Queue<MalformedKind> _first =
        new([.. EstablishedKinds.All, .. FatalKinds.BeforeLogon, .. FatalKinds.WhenEstablished]);
    private RawPeer? _standing;
    private int _framesOnStanding;

    public SortedDictionary<string, long> Counts { get; } = [];

    public long Frames { get; private set; }

    /// <summary>Goes on until so many frames are sent and answered in all.</summary>
    public void RunTo(long frames)
    {
        while (Frames < frames)
        {
            MalformedKind kind = NextKind();
            int count = kind.Place == MalformedPlace.Standing ? 1 + random.Next(kind.BatchMax) : kind.BatchMax;
            try
            {
                Play(kind, count);
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"{kind}, after {Frames} frames: {problem.Message}", problem);
            }
            Counts[kind.Name] = Counts.GetValueOrDefault(kind.Name) + count;
            Frames += count;
        }
    }

    public void Dispose() => _standing?.Dispose();

    /// <summary>Each kind once, so that a short campaign leaves none out; then what the seed picks.</summary>
    private MalformedKind NextKind()
    {
        if (_first.TryDequeue(out MalformedKind? next))
            return next;
        if (random.Next(FatalShare) != 0)
            return Pick(EstablishedKinds.All);
        // Needs a connection and a session of its own each time, so it comes seldom.
        return random.Next(FatalShare) == 0 ? Pick(FatalKinds.WhenEstablished) : Pick(FatalKinds.BeforeLogon);
    }

    private MalformedKind Pick(IReadOnlyList<MalformedKind> kinds) => kinds[random.Next(kinds.Count)];

    private void Play(MalformedKind kind, int count)
    {
        if (kind.Place == MalformedPlace.Standing)
        {
            kind.Play(Standing(count), random, count);
            return;
        }
        if (kind.Place != MalformedPlace.Fresh)
        {
            Standing(0);
            LogOff();
        }
        using var peer = new RawPeer(endPoint, session);
        if (kind.Place == MalformedPlace.Established)
            peer.LogOn();
        kind.Play(peer, random, count);
    }

    private RawPeer Standing(int count)
    {
        if (_framesOnStanding + count > FramesOnConnectionMax)
            LogOff();
        _framesOnStanding += count;
        if (_standing is not null)
            return _standing;
        _standing = new RawPeer(endPoint, session);
        _standing.LogOn();
        return _standing;
    }

    private void LogOff()
    {
        _standing?.LogOff();
        _standing?.Dispose();
        _standing = null;
        _framesOnStanding = 0;
    }
}
