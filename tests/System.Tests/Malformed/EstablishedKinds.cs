using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests.Malformed;

/// <summary>
/// Bad messages of an established session that leave its connection standing: each is refused by name.
/// </summary>
internal static class EstablishedKinds
{
    private const int BatchMax = 100;
    private const uint SequenceGapMax = 1_000_000;
    private const uint RetransmitMax = 1_000;

    private static readonly ushort[] ClientTemplates = [100, 101, 102, 103, 104, 105, 106];
    private static readonly ushort[] SessionTemplates = [1, 4, 7, 8, 9];

    /// <summary>Templates that only the venue sends, that only the engine uses, and that nobody knows.</summary>
    private static readonly ushort[] ClosedTemplates =
    [
        0, 2, 3, 5, 6, 10, 11, 12, 13, 99, 107, 200, 201, 202, 203, 204, 205, 206, 207, 208,
        299, 301, 302, 303, 309, 310, 314, 65_535,
    ];

    /// <summary>Messages of operators' sessions, with the length of the block of each.</summary>
    private static readonly (ushort Template, int BlockLength)[] OperatorTemplates =
        [(300, 80), (304, 16), (305, 16), (306, 32), (307, 56), (308, 24), (311, 32), (312, 16), (313, 24)];

    public static IReadOnlyList<MalformedKind> All { get; } =
    [
        Refused("UnknownSchemaID: another schema", BusinessRejectReason.UnknownSchemaID, numberIsRead: false,
            (peer, random) => Frames.WithSchema(Order(peer.Session), Other(random, 1))),
        Refused("UnsupportedSchemaVersion: a later version", BusinessRejectReason.UnsupportedSchemaVersion,
            numberIsRead: false,
            (peer, random) => Frames.WithVersion(Order(peer.Session), Other(random, 0))),
        Refused("UnsupportedMessageType: a template that no client may send",
            BusinessRejectReason.UnsupportedMessageType, numberIsRead: false,
            (_, random) => Frames.Raw(Pick(random, ClosedTemplates), Bytes(random, random.Next(97)))),
        Refused("InvalidBlockLength: the frame is shorter or longer than its message",
            BusinessRejectReason.InvalidBlockLength, numberIsRead: false,
            (_, random) => WrongLength(random)),
        Refused("InvalidBlockLength: the header claims another block length",
            BusinessRejectReason.InvalidBlockLength, numberIsRead: false,
            (peer, random) => Frames.WithBlockLength(Order(peer.Session), Other(random, 40))),
        Refused("SessionIDMismatch: a message of another session",
            BusinessRejectReason.SessionIDMismatch, numberIsRead: true,
            (peer, random) => Order(peer.Session, block => block with { SessionID = OtherSession(peer, random) })),
        Refused("InvalidMsgSeqNum: number 0", BusinessRejectReason.InvalidMsgSeqNum, numberIsRead: true,
            (peer, _) => Order(peer.Session, block => block with { MsgSeqNum = 0 })),
        Refused("DuplicateMsgSeqNum: a number that was used",
            BusinessRejectReason.DuplicateMsgSeqNum, numberIsRead: true,
            (peer, random) => Order(peer.Session, block => block with { MsgSeqNum = Used(peer, random) }),
            BatchMax, UseOneNumber),
        Refused("SequenceGapTooLarge: a number far above", BusinessRejectReason.SequenceGapTooLarge, numberIsRead: true,
            (peer, random) => Order(peer.Session, block => block with
            {
                MsgSeqNum = (uint)Math.Min(uint.MaxValue, peer.Session.NextSeqNo + SequenceGapMax + 1L + random.Next()),
            })),
        Refused("NotAuthorized: a message for operators", BusinessRejectReason.NotAuthorized, numberIsRead: true,
            (peer, random) => OfOperators(peer.Session, random)),
        new("NotApplied: a small gap, which is reported and not waited for",
            BatchMax, MalformedPlace.Standing, PlayGaps),
        new("Engine reject or answer: fields of any value", BatchMax, MalformedPlace.Standing, PlayRandomFields),
        new("NegotiationReject SessionInUse: Negotiate while established",
            1, MalformedPlace.Standing, PlayNegotiate),
        new("EstablishmentReject AlreadyEstablished: Establish while established",
            1, MalformedPlace.Standing, PlayEstablish),
        Retransmit("RetransmitReject RequestLimitExceeded", RetransmitRejectCode.RequestLimitExceeded,
            (request, random) => request with { Count = WrongCount(random) }),
        Retransmit("RetransmitReject OutOfRange", RetransmitRejectCode.OutOfRange,
            (request, random) => request with { FromSeqNo = NumberNeverSent(random) }),
        Retransmit("RetransmitReject InvalidSession", RetransmitRejectCode.InvalidSession,
            (request, random) => random.Next(2) == 0
                ? request with { SessionID = request.SessionID + 1 + (uint)random.Next(1_000) }
                : request with { SessionVerID = request.SessionVerID ^ (1UL << random.Next(64)) }),
    ];

    private static NewOrderSingleBlock OrderBlock(RawSession session) => new()
    {
        SessionID = session.Id,
        MsgSeqNum = session.NextSeqNo,
        ClOrdID = session.NextSeqNo,
        Price = 1_000_000_000,
        OrderQty = 1,
        SecurityID = Flows.SecurityId,
        Side = Side.Buy,
        OrdType = OrdType.Limit,
        TimeInForce = TimeInForce.ImmediateOrCancel,
    };

    private static byte[] Order(RawSession session, Func<NewOrderSingleBlock, NewOrderSingleBlock>? change = null)
    {
        NewOrderSingleBlock block = OrderBlock(session);
        return Frames.Of(change is null ? block : change(block));
    }

    private static MalformedKind Refused(
        string name,
        BusinessRejectReason reason,
        bool numberIsRead,
        Func<RawPeer, Random, byte[]> make,
        int batchMax = BatchMax,
        Action<RawPeer>? prepare = null)
    {
        return new MalformedKind("BusinessMessageReject " + name, batchMax, MalformedPlace.Standing, Play);

        void Play(RawPeer peer, Random random, int count)
        {
            prepare?.Invoke(peer);
            byte[][] frames = [.. Enumerable.Range(0, count).Select(_ => make(peer, random))];
            peer.Send([.. frames.SelectMany(frame => frame)]);
            foreach (byte[] frame in frames)
            {
                BusinessMessageRejectBlock reject = peer.Expect<BusinessMessageRejectBlock>();
                Assert.Equal(reason, reject.BusinessRejectReason);
                Assert.Equal(peer.Session.Id, reject.SessionID);
                Assert.Equal(0u, reject.MsgSeqNum);
                Assert.Equal(BitConverter.ToUInt16(frame, 8), reject.RefTemplateID);
                uint number = numberIsRead ? BitConverter.ToUInt32(frame, Frames.BlockOffset + 4) : 0;
                Assert.Equal(number, reject.RefSeqNum);
            }
        }
    }

    private static void PlayNegotiate(RawPeer peer, Random random, int count)
    {
        peer.Send(RawPeer.Signed(peer.Session.Negotiate(peer.Session.VersionId + 1), peer.Session.Key));
        NegotiationRejectBlock reject = peer.Expect<NegotiationRejectBlock>();
        Assert.Equal(NegotiationRejectCode.SessionInUse, reject.NegotiationRejectCode);
    }

    private static void PlayEstablish(RawPeer peer, Random random, int count)
    {
        peer.Send(RawPeer.Signed(peer.Session.Establish(), peer.Session.Key));
        EstablishmentRejectBlock reject = peer.Expect<EstablishmentRejectBlock>();
        Assert.Equal(EstablishmentRejectCode.AlreadyEstablished, reject.EstablishmentRejectCode);
    }

    private static MalformedKind Retransmit(
        string name, RetransmitRejectCode code, Func<RetransmitRequestBlock, Random, RetransmitRequestBlock> change) =>
        new(name, BatchMax, MalformedPlace.Standing, (peer, random, count) =>
        {
            for (int index = 0; index < count; index++)
            {
                RetransmitRequestBlock request = change(new RetransmitRequestBlock
                {
                    SessionID = peer.Session.Id,
                    Count = 1,
                    SessionVerID = peer.Session.VersionId,
                    Timestamp = index,
                    FromSeqNo = 1,
                }, random);
                peer.Send(in request);
            }
            for (int index = 0; index < count; index++)
            {
                RetransmitRejectBlock reject = peer.Expect<RetransmitRejectBlock>();
                Assert.Equal(code, reject.RetransmitRejectCode);
                Assert.Equal(index, reject.RequestTimestamp);
            }
        });

    /// <summary>Makes sure that there is a number that was used.</summary>
    private static void UseOneNumber(RawPeer peer)
    {
        if (peer.Session.NextSeqNo > 1)
            return;
        peer.Send(Order(peer.Session));
        peer.Session.NextSeqNo++;
        peer.Expect<ExecutionReportNewBlock>();
        peer.Expect<ExecutionReportCanceledBlock>();
    }

    private static void PlayGaps(RawPeer peer, Random random, int count)
    {
        for (int index = 0; index < count; index++)
        {
            uint first = peer.Session.NextSeqNo;
            uint gap = 1 + (uint)random.Next(50);
            peer.Session.NextSeqNo += gap;
            peer.Send(Order(peer.Session));
            NotAppliedBlock notApplied = peer.Expect<NotAppliedBlock>();
            Assert.Equal((first, gap), (notApplied.FromSeqNo, notApplied.Count));
            Assert.Equal(peer.Session.NextSeqNo, peer.Expect<ExecutionReportNewBlock>().RefSeqNum);
            Assert.Equal(peer.Session.NextSeqNo, peer.Expect<ExecutionReportCanceledBlock>().RefSeqNum);
            peer.Session.NextSeqNo++;
        }
    }

    /// <summary>
    /// Whatever the fields say, the engine answers each message to the end: here with a reject of its own.
    /// </summary>
    private static void PlayRandomFields(RawPeer peer, Random random, int count)
    {
        uint first = peer.Session.NextSeqNo;
        List<byte> all = [];
        for (int index = 0; index < count; index++)
        {
            ushort template = Pick(random, ClientTemplates);
            byte[] block = Bytes(random, BlockLengthOf(template));
            BitConverter.TryWriteBytes(block, peer.Session.Id);
            BitConverter.TryWriteBytes(block.AsSpan(4), peer.Session.NextSeqNo++);
            all.AddRange(Frames.Raw(template, block));
        }
        peer.Send([.. all]);
        for (uint number = first; number < peer.Session.NextSeqNo; number++)
        {
            ushort answer = peer.Read(out ReadOnlySpan<byte> block);
            int at = answer switch
            {
                ExecutionReportRejectedBlock.TemplateId => 60,
                OrderCancelRejectBlock.TemplateId => 48,
                OrderMassCancelReportBlock.TemplateId => 40,
                _ => throw new InvalidOperationException($"Template {answer} answers random fields"),
            };
            Assert.Equal(number, BitConverter.ToUInt32(block[at..]));
        }
    }

    private static byte[] WrongLength(Random random)
    {
        bool ofSession = random.Next(3) == 0;
        ushort template = Pick(random, ofSession ? SessionTemplates : ClientTemplates);
        int right = BlockLengthOf(template);
        int length = random.Next(97);
        return Frames.Raw(template, Bytes(random, length == right ? length - 1 : length));
    }

    /// <summary>Length of the block of a message that clients may send.</summary>
    public static int BlockLengthOf(ushort template) => template switch
    {
        1 or 4 => 64,
        7 => 8,
        8 => 16,
        9 => 32,
        102 => 56,
        103 => 48,
        104 => 96,
        105 => 72,
        106 => 32,
        _ => 40,
    };

    private static byte[] OfOperators(RawSession session, Random random)
    {
        (ushort template, int length) = OperatorTemplates[random.Next(OperatorTemplates.Length)];
        byte[] block = Bytes(random, length);
        BitConverter.TryWriteBytes(block, session.Id);
        BitConverter.TryWriteBytes(block.AsSpan(4), session.NextSeqNo++);
        return Frames.Raw(template, block);
    }

    private static uint OtherSession(RawPeer peer, Random random) =>
        random.Next(2) == 0 ? 1 + (peer.Session.Id % 3) : (uint)random.NextInt64(100, uint.MaxValue);

    private static uint Used(RawPeer peer, Random random) => 1 + (uint)random.NextInt64(peer.Session.NextSeqNo - 1);

    private static uint WrongCount(Random random) =>
        random.Next(2) == 0 ? 0 : RetransmitMax + 1 + (uint)random.Next();

    private static uint NumberNeverSent(Random random) =>
        random.Next(2) == 0 ? 0 : uint.MaxValue - (uint)random.Next(1_000_000);

    private static ushort Other(Random random, ushort not) =>
        (ushort)(not + 1 + random.Next(ushort.MaxValue - 1 - not));

    private static ushort Pick(Random random, ushort[] from) => from[random.Next(from.Length)];

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
