namespace Adaptive.Aeron.Command;

/// <summary>Removes a counter.</summary>
public class RemoveCounterFlyweight : RemoveMessageFlyweight
{
}
