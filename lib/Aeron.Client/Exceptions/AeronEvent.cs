namespace Adaptive.Aeron.Exceptions;

/// <summary>Something worth telling that is no error of this process; a warning unless said otherwise.</summary>
public class AeronEvent : AeronException
{
    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    public AeronEvent(string message)
        : base(message, Category.WARN)
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="category">How bad it is.</param>
    public AeronEvent(string message, Category category)
        : base(message, category)
    {
    }
}
