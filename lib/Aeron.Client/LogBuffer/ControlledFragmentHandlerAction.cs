namespace Adaptive.Aeron.LogBuffer;

/// <summary>How a controlled poll goes on after a fragment.</summary>
public enum ControlledFragmentHandlerAction
{
    /// <summary>It ends, and the fragment comes again in the next poll.</summary>
    ABORT = 0,

    /// <summary>It ends; the fragment is taken.</summary>
    BREAK = 1,

    /// <summary>It goes on, and the driver is told at once how far it is.</summary>
    COMMIT = 2,

    /// <summary>It goes on.</summary>
    CONTINUE = 3,
}
