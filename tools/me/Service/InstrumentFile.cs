using System.Text.Json;
using System.Text.Json.Serialization;

namespace MatchingEngine.Tools.Service;

/// <summary>A JSON array of <see cref="InstrumentEntry"/>.</summary>
public static class InstrumentFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads the file. Whether the engine takes the terms is for the engine to say.</summary>
    /// <exception cref="InvalidDataException">The file is not a JSON array of instruments, or names one
    /// twice.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<InstrumentEntry> Read(string path)
    {
        List<InstrumentEntry?> instruments = Parse(path);
        var read = new List<InstrumentEntry>(instruments.Count);
        var known = new HashSet<uint>();
        foreach (InstrumentEntry? instrument in instruments)
        {
            if (instrument is null)
                throw new InvalidDataException($"{path}: not a JSON array of instruments: one of them is null.");
            if (!known.Add(instrument.SecurityId))
                throw new InvalidDataException($"{path}: {instrument} has a securityId that is taken in this file.");
            read.Add(instrument);
        }
        return read;
    }

    private static List<InstrumentEntry?> Parse(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<List<InstrumentEntry?>>(stream, Options)
                ?? throw new InvalidDataException($"{path}: not a JSON array of instruments: null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not a JSON array of instruments: {exception.Message}", exception);
        }
    }
}
