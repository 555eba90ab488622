using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <content>Counters and handlers.</content>
public partial class Aeron
{
    /// <summary>Adds a counter; waits for the driver.</summary>
    /// <param name="typeId">Its type; those below 1,000 are Aeron's.</param>
    /// <param name="keyBuffer">Holds its key; null for none.</param>
    /// <param name="keyOffset">First byte of the key.</param>
    /// <param name="keyLength">Bytes of the key, at most 112.</param>
    /// <param name="labelBuffer">Holds its label, ASCII.</param>
    /// <param name="labelOffset">First byte of the label.</param>
    /// <param name="labelLength">Bytes of the label, at most 380.</param>
    /// <returns>The counter.</returns>
    public Counter AddCounter(
        int typeId,
        IDirectBuffer? keyBuffer,
        int keyOffset,
        int keyLength,
        IDirectBuffer labelBuffer,
        int labelOffset,
        int labelLength) =>
        _conductor.AddCounter(typeId, keyBuffer, keyOffset, keyLength, labelBuffer, labelOffset, labelLength);

    /// <summary>Adds a counter without a key; waits for the driver.</summary>
    /// <param name="typeId">Its type; those below 1,000 are Aeron's.</param>
    /// <param name="label">Its label, ASCII, at most 380 characters.</param>
    /// <returns>The counter.</returns>
    public Counter AddCounter(int typeId, string label) => _conductor.AddCounter(typeId, label);

    /// <summary>Adds a counter without waiting.</summary>
    /// <param name="typeId">Its type; those below 1,000 are Aeron's.</param>
    /// <param name="keyBuffer">Holds its key; null for none.</param>
    /// <param name="keyOffset">First byte of the key.</param>
    /// <param name="keyLength">Bytes of the key, at most 112.</param>
    /// <param name="labelBuffer">Holds its label, ASCII.</param>
    /// <param name="labelOffset">First byte of the label.</param>
    /// <param name="labelLength">Bytes of the label, at most 380.</param>
    /// <returns>Registration id, for <see cref="GetCounter"/>.</returns>
    public long AsyncAddCounter(
        int typeId,
        IDirectBuffer? keyBuffer,
        int keyOffset,
        int keyLength,
        IDirectBuffer labelBuffer,
        int labelOffset,
        int labelLength) =>
        _conductor.AsyncAddCounter(typeId, keyBuffer, keyOffset, keyLength, labelBuffer, labelOffset, labelLength);

    /// <summary>Adds a counter without a key and without waiting.</summary>
    /// <param name="typeId">Its type; those below 1,000 are Aeron's.</param>
    /// <param name="label">Its label, ASCII, at most 380 characters.</param>
    /// <returns>Registration id, for <see cref="GetCounter"/>.</returns>
    public long AsyncAddCounter(int typeId, string label) => _conductor.AsyncAddCounter(typeId, label);

    /// <summary>
    /// Adds a counter that outlives this client, or finds the one that is there; waits for the driver.
    /// </summary>
    /// <param name="typeId">Its type; those below 1,000 are Aeron's.</param>
    /// <param name="keyBuffer">Holds its key; null for none.</param>
    /// <param name="keyOffset">First byte of the key.</param>
    /// <param name="keyLength">Bytes of the key, at most 112.</param>
    /// <param name="labelBuffer">Holds its label, ASCII.</param>
    /// <param name="labelOffset">First byte of the label.</param>
    /// <param name="labelLength">Bytes of the label, at most 380.</param>
    /// <param name="registrationId">Registration id that it is found by, together with the type.</param>
    /// <returns>The counter.</returns>
    public Counter AddStaticCounter(
        int typeId,
        IDirectBuffer? keyBuffer,
        int keyOffset,
        int keyLength,
        IDirectBuffer labelBuffer,
        int labelOffset,
        int labelLength,
        long registrationId) =>
        _conductor.AddStaticCounter(
            typeId, keyBuffer, keyOffset, keyLength, labelBuffer, labelOffset, labelLength, registrationId);

    /// <summary>Adds a counter without a key that outlives this client, or finds it; waits for the driver.</summary>
    /// <param name="typeId">Its type; those below 1,000 are Aeron's.</param>
    /// <param name="label">Its label, ASCII, at most 380 characters.</param>
    /// <param name="registrationId">Registration id that it is found by, together with the type.</param>
    /// <returns>The counter.</returns>
    public Counter AddStaticCounter(int typeId, string label, long registrationId) =>
        _conductor.AddStaticCounter(typeId, label, registrationId);

    /// <summary>A counter that was added without waiting.</summary>
    /// <param name="correlationId">Registration id.</param>
    /// <returns>The counter, or null while it is not ready.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it; thrown once.</exception>
    public Counter? GetCounter(long correlationId) => _conductor.Get<Counter>(correlationId);

    /// <summary>Removes a counter, ready or not, without waiting.</summary>
    /// <param name="registrationId">Registration id.</param>
    public void AsyncRemoveCounter(long registrationId) => _conductor.AsyncRemoveCounter(registrationId);

    /// <summary>Adds somebody who is told of counters that any client makes.</summary>
    /// <param name="handler">Called by the conductor.</param>
    /// <returns>Registration id of the handler.</returns>
    public long AddAvailableCounterHandler(AvailableCounterHandler handler) => _conductor.AddHandler(handler);

    /// <summary>Removes who was told of counters.</summary>
    /// <param name="registrationId">Registration id of the handler.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveAvailableCounterHandler(long registrationId) =>
        _conductor.RemoveAvailableCounterHandler(registrationId);

    /// <summary>Removes who was told of counters.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveAvailableCounterHandler(AvailableCounterHandler handler) => _conductor.RemoveHandler(handler);

    /// <summary>Adds somebody who is told of counters that are gone.</summary>
    /// <param name="handler">Called by the conductor.</param>
    /// <returns>Registration id of the handler.</returns>
    public long AddUnavailableCounterHandler(UnavailableCounterHandler handler) => _conductor.AddHandler(handler);

    /// <summary>Removes who was told of counters that are gone.</summary>
    /// <param name="registrationId">Registration id of the handler.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveUnavailableCounterHandler(long registrationId) =>
        _conductor.RemoveUnavailableCounterHandler(registrationId);

    /// <summary>Removes who was told of counters that are gone.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveUnavailableCounterHandler(UnavailableCounterHandler handler) =>
        _conductor.RemoveHandler(handler);

    /// <summary>Adds somebody who is told when the client closes, for whatever reason.</summary>
    /// <param name="handler">Called by the conductor.</param>
    /// <returns>Registration id of the handler.</returns>
    public long AddCloseHandler(Action handler) => _conductor.AddHandler(handler);

    /// <summary>Removes who was told when the client closes.</summary>
    /// <param name="registrationId">Registration id of the handler.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveCloseHandler(long registrationId) => _conductor.RemoveCloseHandler(registrationId);

    /// <summary>Removes who was told when the client closes.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>Whether it was there.</returns>
    public bool RemoveCloseHandler(Action handler) => _conductor.RemoveHandler(handler);
}
