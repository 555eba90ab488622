namespace Adaptive.Agrona;

/// <summary>What a mapped file may be used for.</summary>
public enum MapMode
{
    /// <summary>Reading; a write ends the process.</summary>
    ReadOnly = 0,

    /// <summary>Reading and writing.</summary>
    ReadWrite = 1,
}
