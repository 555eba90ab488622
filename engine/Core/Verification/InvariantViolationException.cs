using System.Diagnostics.CodeAnalysis;

namespace MatchingEngine.Core;

/// <summary>
/// Something that must always hold does not: a journal that is not this engine's, a sequence out of order, or a fault
/// of the engine. The engine stops; its state is not to be used any more.
/// </summary>
public class InvariantViolationException : InvalidOperationException
{
    /// <summary>Makes the exception without a message.</summary>
    public InvariantViolationException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which invariant, and where.</param>
    public InvariantViolationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    /// <param name="message">Which invariant, and where.</param>
    /// <param name="innerException">The cause.</param>
    public InvariantViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    [DoesNotReturn]
    internal static void Throw(string message) => throw new InvariantViolationException(message);
}
