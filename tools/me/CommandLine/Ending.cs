using System.Globalization;
using System.Runtime.InteropServices;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>
/// SIGTERM, Ctrl-C and a terminal that goes away ask a verb to end; it then does so by itself. Who started it under
/// <c>nohup</c> wants it to outlive the terminal.
/// </summary>
internal sealed class Ending : IDisposable
{
    private const string ProcessStatusFile = "/proc/self/status";
    private const string IgnoredSignalsField = "SigIgn:";
    private const ulong HangUpBit = 1;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _onTerm;
    private readonly PosixSignalRegistration _onInterrupt;
    private readonly PosixSignalRegistration? _onHangUp;

    public Ending()
    {
        _onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        _onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        if (EndsWithTerminal())
            _onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _onTerm.Dispose();
        _onInterrupt.Dispose();
        _onHangUp?.Dispose();
        _source.Dispose();
    }

    private static bool EndsWithTerminal()
    {
        if (!File.Exists(ProcessStatusFile))
            return false;
        string field = File.ReadLines(ProcessStatusFile).First(
            line => line.StartsWith(IgnoredSignalsField, StringComparison.Ordinal));
        ulong ignored = ulong.Parse(
            field.AsSpan(IgnoredSignalsField.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (ignored & HangUpBit) == 0;
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
