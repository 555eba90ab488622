using System.Runtime.InteropServices;
using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests.Malformed;

/// <summary>
/// Bad input that ends the connection: broken frames, and messages that have no place before logon.
/// </summary>
internal static class FatalKinds
{
    private const int FloodSize = 2_500;

    private static readonly ushort[] NeedLogon = [7, 9, 100, 101, 102, 103, 104, 105, 106];
    private static readonly ushort[] OfNoProtocol =
        [0, 2, 3, 5, 6, 10, 11, 12, 13, 99, 107, 200, 206, 208, 300, 301, 302, 310];

    public static IReadOnlyList<MalformedKind> BeforeLogon { get; } =
    [
        Ends(MalformedPlace.Fresh, "Terminate InvalidFrame or FrameTooLarge: random bytes", (peer, random) =>
        {
            byte[] bytes = new byte[Frames.MaxLength + random.Next(2_000)];
            random.NextBytes(bytes);
            peer.Send(bytes);
            return Frames.Verdict(bytes)!.Value;
        }),
        Ends(MalformedPlace.Fresh, "Terminate InvalidFrame: another encoding type", (peer, random) =>
        {
            peer.Send(Frames.WithEncoding(Heartbeat(peer), (ushort)random.Next(0xEB50)));
            return TerminationCode.InvalidFrame;
        }),
        Ends(MalformedPlace.Fresh, "Terminate InvalidFrame: a frame too short for its headers", (peer, random) =>
        {
            peer.Send(Frames.WithLength(Heartbeat(peer), (uint)random.Next(Frames.BlockOffset)));
            return TerminationCode.InvalidFrame;
        }),
        Ends(MalformedPlace.Fresh, "Terminate FrameTooLarge: a frame longer than any message", (peer, random) =>
        {
            peer.Send(Frames.WithLength(Heartbeat(peer), (uint)random.NextInt64(Frames.MaxLength + 1, uint.MaxValue)));
            return TerminationCode.FrameTooLarge;
        }),
        Ends(MalformedPlace.Fresh, "Terminate NotEstablished: a message that needs a session", (peer, random) =>
        {
            ushort template = NeedLogon[random.Next(NeedLogon.Length)];
            byte[] block = new byte[EstablishedKinds.BlockLengthOf(template)];
            random.NextBytes(block);
            peer.Send(Frames.Raw(template, block));
            return TerminationCode.NotEstablished;
        }),
        Ends(MalformedPlace.Fresh,
            "Terminate UnspecifiedError: a message of no place in the protocol", (peer, random) =>
        {
            byte[] block = new byte[random.Next(97)];
            random.NextBytes(block);
            peer.Send(Frames.Raw(OfNoProtocol[random.Next(OfNoProtocol.Length)], block));
            return TerminationCode.UnspecifiedError;
        }),
        Ends(MalformedPlace.Fresh, "Terminate UnspecifiedError: a logon of another schema or version", (peer, random) =>
        {
            byte[] logon = RawPeer.Signed(peer.Session.Negotiate(1), peer.Session.Key);
            ushort wrong = (ushort)(2 + random.Next(60_000));
            peer.Send(random.Next(2) == 0 ? Frames.WithSchema(logon, wrong) : Frames.WithVersion(logon, wrong));
            return TerminationCode.UnspecifiedError;
        }),
        Ends(MalformedPlace.Fresh, "NegotiationReject Credentials: garbage for a signature", (peer, random) =>
        {
            NegotiateBlock logon = peer.Session.Negotiate(ulong.MaxValue);
            logon.SessionID = random.Next(2) == 0 ? logon.SessionID : (uint)random.Next();
            peer.Send(RawPeer.Signed(in logon, Garbage(random)));
            NegotiationRejectBlock reject = peer.Expect<NegotiationRejectBlock>();
            Assert.Equal(NegotiationRejectCode.Credentials, reject.NegotiationRejectCode);
            return TerminationCode.UnspecifiedError;
        }),
        Ends(MalformedPlace.Fresh, "EstablishmentReject Credentials: garbage for a signature", (peer, random) =>
        {
            EstablishBlock logon = peer.Session.Establish();
            logon.SessionID = random.Next(2) == 0 ? logon.SessionID : (uint)random.Next();
            peer.Send(RawPeer.Signed(in logon, Garbage(random)));
            EstablishmentRejectBlock reject = peer.Expect<EstablishmentRejectBlock>();
            Assert.Equal(EstablishmentRejectCode.Credentials, reject.EstablishmentRejectCode);
            return TerminationCode.UnspecifiedError;
        }),
        new("Logon rejects by name, the sixth Terminate TooManyRejects",
            6, MalformedPlace.FreshAlone, PlayLogonRejects),
        new("Truncated frame, then closed: no answer", 1, MalformedPlace.Fresh, (peer, random, _) =>
        {
            byte[] frame = Heartbeat(peer);
            peer.Send(frame.AsSpan(0, 1 + random.Next(frame.Length - 1)));
        }),
    ];

    public static IReadOnlyList<MalformedKind> WhenEstablished { get; } =
    [
        Ends(MalformedPlace.Established,
            "Terminate InvalidFrame or FrameTooLarge: random bytes in a session", (peer, random) =>
        {
            byte[] bytes = new byte[Frames.MaxLength + random.Next(2_000)];
            random.NextBytes(bytes);
            peer.Send(bytes);
            return Frames.Verdict(bytes)!.Value;
        }),
        Ends(MalformedPlace.Established,
            "Terminate SessionIDMismatch: a heartbeat of another session", (peer, random) =>
        {
            peer.Send(new SequenceBlock { SessionID = peer.Session.Id + 1 + (uint)random.Next(1_000), NextSeqNo = 1 });
            return TerminationCode.SessionIDMismatch;
        }),
        new("Terminate TooManyRejects: a flood of refused messages", FloodSize, MalformedPlace.Established, PlayFlood),
    ];

    /// <summary>The count begins anew with each second, so that the flood is longer than two seconds allow.</summary>
    private static void PlayFlood(RawPeer peer, Random random, int count)
    {
        peer.Send(Frames.Repeat(Frames.Of(new NewOrderSingleBlock { SessionID = peer.Session.Id }), FloodSize));
        int refused = 0;
        ushort template;
        ReadOnlySpan<byte> block;
        while ((template = peer.Read(out block)) == BusinessMessageRejectBlock.TemplateId)
            refused++;
        Assert.Equal(TerminateBlock.TemplateId, template);
        Assert.Equal(TerminationCode.TooManyRejects, MemoryMarshal.Read<TerminateBlock>(block).TerminationCode);
        Assert.InRange(refused, 1_001, FloodSize);
    }

    private static MalformedKind Ends(
        MalformedPlace place, string name, Func<RawPeer, Random, TerminationCode> play) =>
        new(name, 1, place, (peer, random, _) => peer.ExpectTerminate(play(peer, random)));

    /// <summary>One after the other, each with the right signature; the sixth refusal is one too many.</summary>
    private static void PlayLogonRejects(RawPeer peer, Random random, int count)
    {
        RawSession session = peer.Session;
        const long HourNanos = 3_600_000_000_000;
        Negotiate(peer, session.Negotiate(ulong.MaxValue) with { ClientFlow = FlowType.Unsequenced },
            NegotiationRejectCode.FlowTypeNotSupported);
        long wrongTime = random.Next(2) == 0 ? 0 : RawSession.NextTimestamp() + HourNanos;
        Negotiate(peer, session.Negotiate(ulong.MaxValue) with { Timestamp = wrongTime },
            NegotiationRejectCode.InvalidTimestamp);
        Negotiate(peer, session.Negotiate(1), NegotiationRejectCode.DuplicateID);
        Establish(peer, session.Establish() with { SessionVerID = 2 }, EstablishmentRejectCode.InvalidSessionVerID);
        Establish(peer, session.Establish() with { KeepAliveInterval = (uint)random.Next(100) },
            EstablishmentRejectCode.KeepaliveInterval);
        peer.Send(RawPeer.Signed(session.Establish() with { NextSeqNo = uint.MaxValue }, session.Key));
        Assert.Equal(
            EstablishmentRejectCode.InvalidNextSeqNo, peer.Expect<EstablishmentRejectBlock>().EstablishmentRejectCode);
        peer.ExpectTerminate(TerminationCode.TooManyRejects);
    }

    private static void Negotiate(RawPeer peer, NegotiateBlock logon, NegotiationRejectCode code)
    {
        peer.Send(RawPeer.Signed(in logon, peer.Session.Key));
        Assert.Equal(code, peer.Expect<NegotiationRejectBlock>().NegotiationRejectCode);
    }

    private static void Establish(RawPeer peer, EstablishBlock logon, EstablishmentRejectCode code)
    {
        peer.Send(RawPeer.Signed(in logon, peer.Session.Key));
        Assert.Equal(code, peer.Expect<EstablishmentRejectBlock>().EstablishmentRejectCode);
    }

    private static byte[] Heartbeat(RawPeer peer) =>
        Frames.Of(new SequenceBlock { SessionID = peer.Session.Id, NextSeqNo = 1 });

    private static byte[] Garbage(Random random)
    {
        byte[] key = new byte[32];
        random.NextBytes(key);
        return key;
    }
}
