namespace MatchingEngine.Core.Tests;

public class ExactDivisorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(500_000)]
    [InlineData(100_000_000)]
    [InlineData(1L << 62)]
    [InlineData(long.MaxValue)]
    public void Multiples_are_told_from_other_numbers_and_divided(long divisor)
    {
        ExactDivisor exact = new(divisor);
        Random random = new(17);
        for (int i = 0; i < 10_000; i++)
        {
            long any = random.NextInt64() >> random.Next(63);
            foreach (long number in (long[])[any, any - any % divisor, long.MaxValue - i, i])
            {
                Assert.True(exact.TryDivide(number, out long quotient) == (number % divisor == 0), $"{number}");
                if (number % divisor == 0)
                    Assert.Equal(number / divisor, quotient);
            }
        }
    }
}
