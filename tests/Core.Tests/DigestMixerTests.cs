namespace MatchingEngine.Core.Tests;

public class DigestMixerTests
{
    // Computed from the definition in DigestMixer's comment by another program.
    [Theory]
    [InlineData(new ulong[0], "d05e21a58e3246225f94ee5948fb1c06")]
    [InlineData(new ulong[] { 1, 2, 3 }, "e42c6fd273b0cd82d68b80417b894746")]
    [InlineData(new ulong[] { 0, 0, 0 }, "dbf0ba5096f2765dd7e116001bab4194")]
    [InlineData(new[] { ulong.MaxValue }, "d7baab08ad7f8e12ed4d1dfd3ccc46af")]
    public void Mixer_gives_what_its_definition_gives(ulong[] words, string expected)
    {
        DigestMixer mixer = DigestMixer.Start();
        foreach (ulong word in words)
            mixer.Add(word);
        Assert.Equal(expected, mixer.Finish().ToString());
    }

    [Fact]
    public void Words_that_differ_in_one_bit_anywhere_give_digests_that_differ_in_many()
    {
        ulong[] words = new ulong[16];
        StateDigest plain = Digest(words);
        for (int bit = 0; bit < words.Length * 64; bit++)
        {
            words[bit / 64] ^= 1UL << (bit % 64);
            StateDigest changed = Digest(words);
            words[bit / 64] ^= 1UL << (bit % 64);
            ulong low = changed.Low ^ plain.Low;
            ulong high = changed.High ^ plain.High;
            int differing = System.Numerics.BitOperations.PopCount(low) + System.Numerics.BitOperations.PopCount(high);
            Assert.InRange(differing, 30, 98);
        }
    }

    private static StateDigest Digest(ulong[] words)
    {
        DigestMixer mixer = DigestMixer.Start();
        foreach (ulong word in words)
            mixer.Add(word);
        return mixer.Finish();
    }
}
