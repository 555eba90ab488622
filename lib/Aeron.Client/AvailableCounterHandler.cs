using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>Is told of a counter that any client made. Called by the client's conductor.</summary>
/// <param name="countersReader">Reads the counter.</param>
/// <param name="registrationId">Its registration id.</param>
/// <param name="counterId">Its id.</param>
public delegate void AvailableCounterHandler(CountersReader countersReader, long registrationId, int counterId);
