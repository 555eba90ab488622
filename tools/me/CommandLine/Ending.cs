using System.Runtime.InteropServices;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>SIGTERM and Ctrl-C ask a verb to end; it then does so by itself.</summary>
internal sealed class Ending : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _onTerm;
    private readonly PosixSignalRegistration _onInterrupt;

    public Ending()
    {
        _onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        _onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _onTerm.Dispose();
        _onInterrupt.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
