namespace Adaptive.Aeron.Exceptions;

/// <summary>How bad an error is.</summary>
public enum Category
{
    /// <summary>The client cannot go on.</summary>
    FATAL = 0,

    /// <summary>Something was not done.</summary>
    ERROR = 1,

    /// <summary>Something is worth knowing.</summary>
    WARN = 2,
}
