namespace Adaptive.Aeron.Exceptions;

/// <summary>The driver has refused a command.</summary>
public class RegistrationException : AeronException
{
    private readonly long _correlationId;
    private readonly int _errorCodeValue;
    private readonly ErrorCode _errorCode;

    /// <summary>What the driver answered.</summary>
    /// <param name="correlationId">Correlation id of the command.</param>
    /// <param name="errorCodeValue">Code as a number.</param>
    /// <param name="code">The code.</param>
    /// <param name="msg">The message.</param>
    public RegistrationException(long correlationId, int errorCodeValue, ErrorCode code, string msg)
        : base(msg, code == Adaptive.Aeron.ErrorCode.RESOURCE_TEMPORARILY_UNAVAILABLE ? Category.WARN : Category.ERROR)
    {
        _correlationId = correlationId;
        _errorCodeValue = errorCodeValue;
        _errorCode = code;
    }

    /// <summary>The same again, so that it bears the stack of who is told later.</summary>
    /// <param name="cause">What the driver answered.</param>
    public RegistrationException(RegistrationException cause)
        : base(cause.PlainMessage, cause, cause.Category)
    {
        _correlationId = cause._correlationId;
        _errorCodeValue = cause._errorCodeValue;
        _errorCode = cause._errorCode;
    }

    /// <inheritdoc/>
    public override string Message =>
        $"correlationId={_correlationId}, errorCodeValue={_errorCodeValue}, {_errorCode}: {PlainMessage}";

    private string PlainMessage => base.Message;

    /// <summary>Correlation id of the command.</summary>
    /// <returns>The id.</returns>
    public long CorrelationId() => _correlationId;

    /// <summary>Why it was refused.</summary>
    /// <returns>The code.</returns>
    public ErrorCode ErrorCode() => _errorCode;

    /// <summary>Why it was refused, as a number.</summary>
    /// <returns>The code.</returns>
    public int ErrorCodeValue() => _errorCodeValue;
}
