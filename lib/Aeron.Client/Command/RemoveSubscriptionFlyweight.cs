namespace Adaptive.Aeron.Command;

/// <summary>Removes a subscription.</summary>
public class RemoveSubscriptionFlyweight : RemoveMessageFlyweight
{
}
