namespace Adaptive.Agrona;

/// <summary>
/// Is told of errors which nobody else can be told of; the delegate form of <see cref="IErrorHandler"/>.
/// </summary>
/// <param name="exception">What went wrong.</param>
public delegate void ErrorHandler(Exception exception);
