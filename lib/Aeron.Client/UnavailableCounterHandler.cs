using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>Is told of a counter that is gone. Called by the client's conductor.</summary>
/// <param name="countersReader">Reads counters.</param>
/// <param name="registrationId">Its registration id.</param>
/// <param name="counterId">Its id.</param>
public delegate void UnavailableCounterHandler(CountersReader countersReader, long registrationId, int counterId);
