using System.Runtime.CompilerServices;

namespace MatchingEngine.Messages;

/// <summary>
/// Keeps the bounds of a slot: a record that claims more than its slot holds is a broken invariant.
/// </summary>
internal static class RecordSize
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Require(bool fits)
    {
        if (!fits)
            Throw();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Checked(int length)
    {
        if ((uint)length > RecordLayout.SlotSize)
            Throw();
        return length;
    }

    private static void Throw() =>
        throw new InvalidOperationException($"A record does not fit its slot of {RecordLayout.SlotSize} bytes.");
}
