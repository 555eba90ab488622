namespace Adaptive.Aeron;

/// <summary>A client of a media driver.</summary>
public partial class Aeron
{
    /// <summary>Stands for "none" wherever a value is not set.</summary>
    public const int NULL_VALUE = -1;
}
