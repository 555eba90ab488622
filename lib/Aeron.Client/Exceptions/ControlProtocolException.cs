namespace Adaptive.Aeron.Exceptions;

/// <summary>A command cannot be understood or carried out.</summary>
public class ControlProtocolException : AeronException
{
    private readonly ErrorCode _code;

    /// <summary>With a message.</summary>
    /// <param name="code">What is wrong.</param>
    /// <param name="msg">The message.</param>
    public ControlProtocolException(ErrorCode code, string msg)
        : base(msg) => _code = code;

    /// <summary>With a cause.</summary>
    /// <param name="code">What is wrong.</param>
    /// <param name="rootCause">The cause.</param>
    public ControlProtocolException(ErrorCode code, Exception rootCause)
        : base(rootCause) => _code = code;

    /// <summary>With a message and a cause.</summary>
    /// <param name="code">What is wrong.</param>
    /// <param name="msg">The message.</param>
    /// <param name="rootCause">The cause.</param>
    public ControlProtocolException(ErrorCode code, string msg, Exception rootCause)
        : base(msg, rootCause) => _code = code;

    /// <summary>What is wrong.</summary>
    /// <returns>The code.</returns>
    public ErrorCode ErrorCode() => _code;
}
