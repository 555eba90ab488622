namespace MatchingEngine.Journal;

/// <summary>
/// Makes the next segment file ahead, on a thread of its own, so that a roll need not wait for it. One caller thread.
/// </summary>
internal sealed class SegmentPreparer : IDisposable
{
    private readonly object _gate = new();
    private readonly JournalFileSystem _files;
    private readonly string _path;
    private readonly long _size;
    private readonly Thread _thread;
    private JournalFile? _ready;
    private bool _wanted;
    private bool _stopping;

    public SegmentPreparer(JournalFileSystem files, string path, long size)
    {
        _files = files;
        _path = path;
        _size = size;
        _thread = new Thread(Run) { IsBackground = true, Name = "journal-prepare" };
        _thread.Start();
    }

    /// <summary>Asks for a file. Does nothing when one is ready or being made.</summary>
    public void Request()
    {
        lock (_gate)
        {
            if (_wanted || _ready is not null)
                return;
            _wanted = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// Takes the file that was made ahead, waiting for it when it is being made. When there is none, or it could not be
    /// made, makes one here and now, so that the outcome is that of this moment.
    /// </summary>
    public FileOutcome Take(out JournalFile? file)
    {
        lock (_gate)
        {
            while (_wanted)
                Monitor.Wait(_gate);
            file = _ready;
            _ready = null;
        }

        return file is not null ? FileOutcome.Done : _files.Create(_path, _size, out file);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
        _ready?.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            lock (_gate)
            {
                while (!_wanted && !_stopping)
                    Monitor.Wait(_gate);
                if (_stopping)
                    return;
            }

            _files.Create(_path, _size, out JournalFile? made);
            lock (_gate)
            {
                _ready = made;
                _wanted = false;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
