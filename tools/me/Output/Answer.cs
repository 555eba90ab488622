namespace MatchingEngine.Tools.Output;

/// <summary>The one answer of a verb on standard output: a line of JSON, or text for people.</summary>
internal sealed class Answer
{
    private readonly bool _isJson;

    /// <param name="isJson">Whether JSON was asked for.</param>
    public Answer(bool isJson) => _isJson = isJson;

    /// <summary>Whether it was given; there is no second one.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>Gives the answer.</summary>
    /// <param name="json">What goes into the line of JSON.</param>
    /// <param name="writeText">Writes the same for people.</param>
    /// <exception cref="InvalidOperationException">It was given already.</exception>
    public void Give<T>(T json, Action writeText)
    {
        if (IsGiven)
            throw new InvalidOperationException("A verb has one answer.");
        IsGiven = true;
        if (_isJson)
            JsonLine.Write(json);
        else
            writeText();
    }
}
