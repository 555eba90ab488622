namespace MatchingEngine.Tools.Flow;

/// <summary>Kinds of a commands file, named by their letters there.</summary>
public enum FlowKind : byte
{
    /// <summary>Add a resting limit order.</summary>
    Add = (byte)'A',

    /// <summary>Reduce an order in place.</summary>
    Reduce = (byte)'R',

    /// <summary>Cancel an order.</summary>
    Cancel = (byte)'X',

    /// <summary>Take: an immediate-or-cancel limit.</summary>
    Take = (byte)'T',
}
