namespace MatchingEngine.Pipeline;

/// <summary>A named thread that ends with the engine's fault when its body throws.</summary>
internal sealed class EngineThread
{
    private readonly Thread _thread;

    public EngineThread(string name, int? processor, EngineFault fault, Action body)
    {
        _thread = new Thread(() => Run(body, processor, fault)) { Name = name, IsBackground = true };
    }

    public void Start() => _thread.Start();

    public void Join() => _thread.Join();

    private static void Run(Action body, int? processor, EngineFault fault)
    {
        try
        {
            if (processor is { } number)
                ThreadAffinity.TryPin(number);
            body();
        }
        catch (Exception exception)
        {
            fault.Set(exception);
        }
    }
}
