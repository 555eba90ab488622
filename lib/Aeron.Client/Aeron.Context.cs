using System.Diagnostics.CodeAnalysis;
using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Broadcast;
using Adaptive.Agrona.Concurrent.RingBuffer;
using Adaptive.Agrona.Util;

namespace Adaptive.Aeron;

/// <content>The way to the driver.</content>
public partial class Aeron
{
    /// <summary>
    /// Settings of a client and its way to the driver. Set before connecting, by one thread; not to be used again.
    /// </summary>
    public partial class Context : IDisposable
    {
        /// <summary>Milliseconds after which a silent driver counts as dead, unless set.</summary>
        public const long DRIVER_TIMEOUT_MS = 10_000;

        /// <summary>Stands for no session id.</summary>
        public const int NULL_SESSION_ID = NULL_VALUE;

        /// <summary>Property: directory of the driver.</summary>
        public const string AERON_DIR_PROP_NAME = "aeron.dir";

        /// <summary>
        /// Directory of the driver unless set: in shared memory where there is some, named after the user.
        /// </summary>
        public static readonly string AERON_DIR_PROP_DEFAULT = Path.Combine(
            OperatingSystem.IsLinux() && Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
            "aeron-" + Environment.UserName);

        private const int OldestMinorVersion = 2;

        private int _isConcluded;
        private long _clientId = NULL_VALUE;
        private long _interServiceTimeoutNs;
        private int _filePageSize;

        /// <summary>Whether the settings have been used.</summary>
        public bool IsConcluded => _isConcluded != 0;

        [AllowNull]
        internal ManyToOneRingBuffer ToDriver { get; private set; }

        [AllowNull]
        internal CopyBroadcastReceiver ToClients { get; private set; }

        [AllowNull]
        internal UnsafeBuffer CountersMetaData { get; private set; }

        [AllowNull]
        internal UnsafeBuffer CountersValues { get; private set; }

        /// <summary>Directory of the driver: the property aeron.dir, or else the default.</summary>
        /// <returns>The path.</returns>
        public static string GetAeronDirectoryName() =>
            Config.GetProperty(AERON_DIR_PROP_NAME, AERON_DIR_PROP_DEFAULT)!;

        /// <summary>A copy of the settings that has not been used.</summary>
        /// <returns>The copy.</returns>
        public Context Clone()
        {
            var copy = (Context)MemberwiseClone();
            copy._isConcluded = 0;
            copy._clientId = NULL_VALUE;
            copy.Dispose();
            return copy;
        }

        /// <summary>Checks the settings, waits for the driver and maps its file. Called by Connect.</summary>
        /// <returns>This.</returns>
        /// <exception cref="ConcurrentConcludeException">The settings have been used before.</exception>
        /// <exception cref="ConfigurationException">A setting is out of range.</exception>
        /// <exception cref="DriverTimeoutException">There is no driver.</exception>
        public Context Conclude()
        {
            if (Interlocked.Exchange(ref _isConcluded, 1) != 0)
            {
                throw new ConcurrentConcludeException();
            }

            if (ClientName().Length > Configuration.MAX_CLIENT_NAME_LENGTH)
            {
                throw new ConfigurationException(
                    $"client name is longer than {Configuration.MAX_CLIENT_NAME_LENGTH} characters");
            }

            if (DriverTimeoutMs() <= 0 || KeepAliveIntervalNs() <= 0)
            {
                throw new ConfigurationException("driver time-out and keep-alive interval must be positive");
            }

            if (ClientLock() is NoOpLock && !UseConductorAgentInvoker())
            {
                throw new ConfigurationException("a client with a thread of its own needs a lock");
            }

            ConnectToDriver();
            _clientId = ToDriver.NextCorrelationId();
            return this;
        }

        /// <summary>Id of the client.</summary>
        /// <returns>The id; −1 before the settings are used.</returns>
        public long ClientId() => _clientId;

        /// <summary>Time-out after which a client whose conductor is not run closes itself; the driver says.</summary>
        /// <returns>Nanoseconds; 0 before the settings are used.</returns>
        public long InterServiceTimeoutNs() => _interServiceTimeoutNs;

        /// <summary>Page size that the driver rounds files up to.</summary>
        /// <returns>Bytes; 0 before the settings are used.</returns>
        public int FilePageSize() => _filePageSize;

        /// <summary>Directory of the driver.</summary>
        /// <returns>The directory.</returns>
        public DirectoryInfo AeronDirectory() => new(AeronDirectoryName());

        /// <summary>The driver's command-and-control file.</summary>
        /// <returns>The file.</returns>
        public FileInfo CncFile() => new(Path.Combine(AeronDirectoryName(), CncFileDescriptor.CNC_FILE));

        /// <summary>Whether there is a live driver in the directory.</summary>
        /// <param name="driverTimeoutMs">Milliseconds after which a silent one counts as dead.</param>
        /// <param name="logger">Gets what was found.</param>
        /// <returns>True when there is one.</returns>
        public bool IsDriverActive(long driverTimeoutMs, Action<string> logger)
        {
            FileInfo file = CncFile();
            if (!file.Exists || file.Length < CncFileDescriptor.META_DATA_LENGTH)
            {
                return false;
            }

            logger($"INFO: Aeron CnC file exists: {file.FullName}");
            using MappedByteBuffer mapping = IoUtil.MapExistingFile(file, CncFileDescriptor.CNC_FILE);
            UnsafeBuffer header = CncFileDescriptor.CreateMetaDataBuffer(mapping);
            if (header.GetIntVolatile(CncFileDescriptor.CNC_VERSION_FIELD_OFFSET) == 0
                || !CncFileDescriptor.IsCncFileLengthSufficient(header, mapping.Capacity))
            {
                return false;
            }

            var ring = new ManyToOneRingBuffer(CncFileDescriptor.CreateToDriverBuffer(mapping, header));
            long ageMs = _epochClock.Time() - ring.ConsumerHeartbeatTime();
            logger($"INFO: Aeron toDriver consumer heartbeat is (ms): {ageMs}");
            return ageMs <= driverTimeoutMs;
        }

        /// <summary>
        /// Lets go of the driver's file. Its mapping is left to the collector, which ends it when no counter,
        /// publication or image can be used any more.
        /// </summary>
        public void Dispose()
        {
            ToDriver = null;
            ToClients = null;
            CountersMetaData = null;
            CountersValues = null;
        }

        /// <inheritdoc/>
        public override string ToString() =>
            $"Aeron.Context{{aeronDirectoryName={AeronDirectoryName()}, clientId={_clientId}, " +
            $"clientName={ClientName()}, driverTimeoutMs={DriverTimeoutMs()}}}";

        private void ConnectToDriver()
        {
            long deadlineMs = _epochClock.Time() + DriverTimeoutMs();
            while (true)
            {
                MappedByteBuffer mapping = AwaitFile(deadlineMs);
                if (TryUse(mapping, deadlineMs))
                {
                    return;
                }

                mapping.Dispose();
                CheckDeadline(deadlineMs, "no driver heartbeat detected");
                Thread.Sleep(10);
            }
        }

        private MappedByteBuffer AwaitFile(long deadlineMs)
        {
            FileInfo file = CncFile();
            while (true)
            {
                file.Refresh();
                if (file.Exists && file.Length > CncFileDescriptor.META_DATA_LENGTH)
                {
                    try
                    {
                        return IoUtil.MapExistingFile(file, CncFileDescriptor.CNC_FILE);
                    }
                    catch (IOException)
                    {
                        // A driver that starts removes the file of one that died: this one was removed meanwhile.
                    }
                }

                CheckDeadline(deadlineMs, $"CnC file not created: {file.FullName}");
                Thread.Sleep(16);
            }
        }

        private bool TryUse(MappedByteBuffer mapping, long deadlineMs)
        {
            UnsafeBuffer header = CncFileDescriptor.CreateMetaDataBuffer(mapping);
            int version;
            while ((version = header.GetIntVolatile(CncFileDescriptor.CNC_VERSION_FIELD_OFFSET)) == 0)
            {
                CheckDeadline(deadlineMs, "CnC file is created but not initialised");
                Thread.Sleep(1);
            }

            CncFileDescriptor.CheckVersion(version);
            if (SemanticVersion.Minor(version) < OldestMinorVersion)
            {
                throw new AeronException(
                    $"driver is too old: CnC version {SemanticVersion.ToString(version)}, " +
                    $"needed {SemanticVersion.ToString(CncFileDescriptor.CNC_VERSION)}");
            }

            if (!CncFileDescriptor.IsCncFileLengthSufficient(header, mapping.Capacity))
            {
                return false;
            }

            var ring = new ManyToOneRingBuffer(CncFileDescriptor.CreateToDriverBuffer(mapping, header));
            while (ring.ConsumerHeartbeatTime() == 0)
            {
                CheckDeadline(deadlineMs, "no driver heartbeat detected");
                Thread.Sleep(1);
            }

            if (ring.ConsumerHeartbeatTime() < _epochClock.Time() - DriverTimeoutMs())
            {
                return false;
            }

            ToDriver = ring;
            ToClients = new CopyBroadcastReceiver(
                new BroadcastReceiver(CncFileDescriptor.CreateToClientsBuffer(mapping, header)), ScratchLength);
            CountersMetaData = CncFileDescriptor.CreateCountersMetaDataBuffer(mapping, header);
            CountersValues = CncFileDescriptor.CreateCountersValuesBuffer(mapping, header);
            _interServiceTimeoutNs = CncFileDescriptor.ClientLivenessTimeoutNs(header);
            _filePageSize = CncFileDescriptor.FilePageSize(header);
            return true;
        }

        /// <summary>Room for the longest message of the driver, which has a channel and a path in it.</summary>
        private const int ScratchLength = 16 * 1024;

        private void CheckDeadline(long deadlineMs, string message)
        {
            if (_epochClock.Time() > deadlineMs)
            {
                throw new DriverTimeoutException(message);
            }
        }
    }
}
