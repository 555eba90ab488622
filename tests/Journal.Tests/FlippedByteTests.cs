using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

/// <summary>Every single byte of a journal of two segments is changed, and each change is found and named.</summary>
public class FlippedByteTests
{
    private const long Last = 90;

    [Theory]
    [InlineData(0x01)]
    [InlineData(0xFF)]
    public void Every_flipped_byte_is_found_and_named_with_its_place(int mask)
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, Last);
        string[] segments = directory.Segments;
        Assert.Equal(2, segments.Length);
        Assert.True(JournalDirectory.TryParseSegmentFileName(segments[1], out long firstOfSecond));
        Place[] places =
        [
            .. PlacesOf(1, firstOfSecond - 1, isLast: false), .. PlacesOf(firstOfSecond, Last, isLast: true),
        ];
        Assert.Equal(2 * JournalLimits.MinSegmentSize, places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            string path = segments[i / (int)JournalLimits.MinSegmentSize];
            long offset = i % JournalLimits.MinSegmentSize;
            Damage.Flip(path, offset, mask);
            AssertFound(places[i], path, offset, JournalVerifier.Verify(directory));
            Damage.Flip(path, offset, mask);
        }

        Assert.Equal(JournalFinding.Whole, JournalVerifier.Verify(directory).Finding);
    }

    [Fact]
    public void Every_change_of_the_envelope_and_message_header_of_a_record_is_rot()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 6);
        string path = directory.Segments[0];
        long offset = TestJournal.OffsetOf(5);
        Place expected = new(JournalFinding.Rotten, offset, 4);
        for (int place = 0; place < RecordLayout.BlockOffset; place++)
        {
            for (int mask = 1; mask <= 0xFF; mask++)
            {
                Damage.Flip(path, offset + place, mask);
                AssertFound(expected, path, offset + place, JournalVerifier.Verify(directory));
                Damage.Flip(path, offset + place, mask);
            }
        }
    }

    private static void AssertFound(Place expected, string path, long offset, JournalReport report)
    {
        Place found = new(report.Finding, report.Problem?.Offset ?? -1, report.Problem?.LastGoodSequence ?? -1);
        Assert.True(
            expected == found && report.Problem!.File == path,
            $"Byte {offset} of {Path.GetFileName(path)}: expected {expected}, found {report.Problem}");
        Assert.Equal(expected.LastGood, report.LastSequence);
    }

    // What is to be found for each byte of a segment.
    private static IEnumerable<Place> PlacesOf(long first, long last, bool isLast)
    {
        for (int i = 0; i < SegmentHeader.PageSize; i++)
            yield return new Place(JournalFinding.HeaderDamaged, 0, first - 1);
        long offset = SegmentHeader.PageSize;
        for (long sequence = first; sequence <= last; sequence++)
        {
            int size = RecordLayout.Aligned(TestRecords.Make(sequence).Length);
            bool isTorn = isLast && sequence == last;
            for (int i = 0; i < size; i++)
                yield return new Place(isTorn ? JournalFinding.TornTail : JournalFinding.Rotten, offset, sequence - 1);
            offset += size;
        }

        for (long i = offset; i < JournalLimits.MinSegmentSize; i++)
            yield return new Place(isLast ? JournalFinding.TornTail : JournalFinding.Rotten, offset, last);
    }

    private readonly record struct Place(JournalFinding Finding, long Offset, long LastGood);
}
