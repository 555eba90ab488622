namespace Adaptive.Aeron.Exceptions;

/// <summary>Base of what Aeron throws.</summary>
public class AeronException : Exception
{
    /// <summary>An error without a message.</summary>
    public AeronException() => Category = Category.ERROR;

    /// <summary>Something without a message.</summary>
    /// <param name="category">How bad it is.</param>
    public AeronException(Category category) => Category = category;

    /// <summary>An error.</summary>
    /// <param name="message">What happened.</param>
    public AeronException(string message)
        : this(message, Category.ERROR)
    {
    }

    /// <summary>Something of a category.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="category">How bad it is.</param>
    public AeronException(string message, Category category)
        : base(message) => Category = category;

    /// <summary>An error with a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public AeronException(string message, Exception innerException)
        : this(message, innerException, Category.ERROR)
    {
    }

    /// <summary>An error with a cause.</summary>
    /// <param name="cause">What caused it.</param>
    public AeronException(Exception cause)
        : this(cause.Message, cause, Category.ERROR)
    {
    }

    /// <summary>Something of a category with a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    /// <param name="category">How bad it is.</param>
    public AeronException(string message, Exception innerException, Category category)
        : base(message, innerException) => Category = category;

    /// <summary>How bad it is.</summary>
    public Category Category { get; }

    /// <summary>Whether an exception is one after which the client cannot go on.</summary>
    /// <param name="t">The exception.</param>
    /// <returns>True when it is.</returns>
    public static bool IsFatal(in Exception t) => t is AeronException { Category: Category.FATAL };

    /// <inheritdoc/>
    public override string ToString() => $"{Category} - {base.ToString()}";
}
