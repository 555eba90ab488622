using System.Reflection;
using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <content>Defaults.</content>
public partial class Aeron
{
    /// <summary>Default settings and the names of the properties that change them, see <see cref="Config"/>.</summary>
    public static class Configuration
    {
        /// <summary>Property: how long a resource stays mapped after the driver has taken it away.</summary>
        public const string RESOURCE_LINGER_DURATION_PROP_NAME = "aeron.client.resource.linger.duration";

        /// <summary>Property: how long closing a client waits.</summary>
        public const string CLOSE_LINGER_DURATION_PROP_NAME = "aeron.client.close.linger.duration";

        /// <summary>Property: whether logs are touched when they are mapped.</summary>
        public const string PRE_TOUCH_MAPPED_MEMORY_PROP_NAME = "aeron.pre.touch.mapped.memory";

        /// <summary>Nanoseconds that closing a client waits.</summary>
        public const long CLOSE_LINGER_DURATION_DEFAULT_NS = 0;

        /// <summary>Whether logs are touched when they are mapped.</summary>
        public const bool PRE_TOUCH_MAPPED_MEMORY_DEFAULT = false;

        /// <summary>Characters of the longest client name.</summary>
        public const int MAX_CLIENT_NAME_LENGTH = 100;

        /// <summary>Property: name of the client.</summary>
        public static readonly string CLIENT_NAME_PROP_NAME = "aeron.client.name";

        /// <summary>Property: how long the conductor sleeps when there is nothing to do.</summary>
        public static readonly string IDLE_SLEEP_DURATION_PROP_NAME = "aeron.client.idle.sleep.duration";

        /// <summary>Milliseconds that the conductor sleeps when there is nothing to do.</summary>
        public static readonly int IDLE_SLEEP_DEFAULT_MS = 16;

        /// <summary>Nanoseconds that the conductor sleeps when there is nothing to do.</summary>
        public static readonly long IDLE_SLEEP_DEFAULT_NS = 16_000_000;

        /// <summary>Milliseconds between two looks for the driver's answer.</summary>
        public static readonly int AWAITING_IDLE_SLEEP_MS = 1;

        /// <summary>Nanoseconds between two signs of life.</summary>
        public static readonly long KeepaliveIntervalNs = 500_000_000;

        /// <summary>Nanoseconds that a resource stays mapped after the driver has taken it away.</summary>
        public static readonly long RESOURCE_LINGER_DURATION_DEFAULT_NS = 3_000_000_000;

        /// <summary>
        /// Writes errors to standard error and ends the process, with exit code −1, when the driver is gone: an
        /// application that wants to live on sets a handler of its own.
        /// </summary>
        public static readonly IErrorHandler DEFAULT_ERROR_HANDLER = new DefaultErrorHandler();

        internal static string Version { get; } =
            typeof(Aeron).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "unknown";

        /// <summary>How long a resource stays mapped after the driver has taken it away.</summary>
        /// <returns>Nanoseconds.</returns>
        public static long ResourceLingerDurationNs() =>
            Config.GetDurationInNanos(RESOURCE_LINGER_DURATION_PROP_NAME, RESOURCE_LINGER_DURATION_DEFAULT_NS);

        /// <summary>How long closing a client waits.</summary>
        /// <returns>Nanoseconds.</returns>
        public static long CloseLingerDurationNs() =>
            Config.GetDurationInNanos(CLOSE_LINGER_DURATION_PROP_NAME, CLOSE_LINGER_DURATION_DEFAULT_NS);

        /// <summary>How long the conductor sleeps when there is nothing to do.</summary>
        /// <returns>Nanoseconds.</returns>
        public static long IdleSleepDurationNs() =>
            Config.GetDurationInNanos(IDLE_SLEEP_DURATION_PROP_NAME, IDLE_SLEEP_DEFAULT_NS);

        /// <summary>Whether logs are touched when they are mapped.</summary>
        /// <returns>True when they are.</returns>
        public static bool PreTouchMappedMemory() => Config.GetBoolean(PRE_TOUCH_MAPPED_MEMORY_PROP_NAME);

        /// <summary>Name of the client.</summary>
        /// <returns>The name; empty for none.</returns>
        public static string ClientName() => Config.GetProperty(CLIENT_NAME_PROP_NAME) ?? string.Empty;

        private sealed class DefaultErrorHandler : IErrorHandler
        {
            public void OnError(Exception exception)
            {
                Console.Error.WriteLine(exception);
                if (exception is DriverTimeoutException)
                {
                    Console.Error.WriteLine("the media driver is gone; the process ends");
                    Environment.Exit(-1);
                }
            }
        }
    }
}
