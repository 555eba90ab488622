using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>Types of the commands to the driver and of its messages to all clients.</summary>
public static class ControlProtocolEvents
{
    /// <summary>Major version of the protocol.</summary>
    public const int CONTROL_PROTOCOL_MAJOR_VERSION = 1;

    /// <summary>Minor version of the protocol.</summary>
    public const int CONTROL_PROTOCOL_MINOR_VERSION = 0;

    /// <summary>Patch version of the protocol.</summary>
    public const int CONTROL_PROTOCOL_PATCH_VERSION = 0;

    /// <summary>To the driver: add a publication.</summary>
    public const int ADD_PUBLICATION = 0x01;

    /// <summary>To the driver: remove a publication.</summary>
    public const int REMOVE_PUBLICATION = 0x02;

    /// <summary>To the driver: add an exclusive publication.</summary>
    public const int ADD_EXCLUSIVE_PUBLICATION = 0x03;

    /// <summary>To the driver: add a subscription.</summary>
    public const int ADD_SUBSCRIPTION = 0x04;

    /// <summary>To the driver: remove a subscription.</summary>
    public const int REMOVE_SUBSCRIPTION = 0x05;

    /// <summary>To the driver: the client lives; current clients write their heartbeat counter instead.</summary>
    public const int CLIENT_KEEPALIVE = 0x06;

    /// <summary>To the driver: add a destination to a publication.</summary>
    public const int ADD_DESTINATION = 0x07;

    /// <summary>To the driver: remove a destination from a publication.</summary>
    public const int REMOVE_DESTINATION = 0x08;

    /// <summary>To the driver: add a counter.</summary>
    public const int ADD_COUNTER = 0x09;

    /// <summary>To the driver: remove a counter.</summary>
    public const int REMOVE_COUNTER = 0x0A;

    /// <summary>To the driver: the client ends.</summary>
    public const int CLIENT_CLOSE = 0x0B;

    /// <summary>To the driver: add a destination to a subscription.</summary>
    public const int ADD_RCV_DESTINATION = 0x0C;

    /// <summary>To the driver: remove a destination from a subscription.</summary>
    public const int REMOVE_RCV_DESTINATION = 0x0D;

    /// <summary>To the driver: end the driver.</summary>
    public const int TERMINATE_DRIVER = 0x0E;

    /// <summary>To the driver: add a counter that outlives its client.</summary>
    public const int ADD_STATIC_COUNTER = 0x0F;

    /// <summary>To the driver: reject an image.</summary>
    public const int REJECT_IMAGE = 0x10;

    /// <summary>To the driver: remove a destination, named by its registration id, from a publication.</summary>
    public const int REMOVE_DESTINATION_BY_ID = 0x11;

    /// <summary>To the driver: find a session id that nobody uses.</summary>
    public const int GET_NEXT_AVAILABLE_SESSION_ID = 0x12;

    /// <summary>To the clients: a command was refused.</summary>
    public const int ON_ERROR = 0x0F01;

    /// <summary>To the clients: an image is available.</summary>
    public const int ON_AVAILABLE_IMAGE = 0x0F02;

    /// <summary>To the clients: a publication is ready.</summary>
    public const int ON_PUBLICATION_READY = 0x0F03;

    /// <summary>To the clients: a command has been carried out.</summary>
    public const int ON_OPERATION_SUCCESS = 0x0F04;

    /// <summary>To the clients: an image is no longer available.</summary>
    public const int ON_UNAVAILABLE_IMAGE = 0x0F05;

    /// <summary>To the clients: an exclusive publication is ready.</summary>
    public const int ON_EXCLUSIVE_PUBLICATION_READY = 0x0F06;

    /// <summary>To the clients: a subscription is ready.</summary>
    public const int ON_SUBSCRIPTION_READY = 0x0F07;

    /// <summary>To the clients: a counter is there.</summary>
    public const int ON_COUNTER_READY = 0x0F08;

    /// <summary>To the clients: a counter is gone.</summary>
    public const int ON_UNAVAILABLE_COUNTER = 0x0F09;

    /// <summary>To the clients: the driver takes a client for dead.</summary>
    public const int ON_CLIENT_TIMEOUT = 0x0F0A;

    /// <summary>To the clients: a counter that outlives its client is there.</summary>
    public const int ON_STATIC_COUNTER = 0x0F0B;

    /// <summary>To the clients: a receiver has sent an error for a publication.</summary>
    public const int ON_PUBLICATION_ERROR = 0x0F0C;

    /// <summary>To the clients: a session id that nobody uses.</summary>
    public const int ON_NEXT_AVAILABLE_SESSION_ID = 0x0F0D;

    /// <summary>Version of the protocol, packed.</summary>
    public static readonly int ControlProtocolSemanticVersion = SemanticVersion.Compose(
        CONTROL_PROTOCOL_MAJOR_VERSION, CONTROL_PROTOCOL_MINOR_VERSION, CONTROL_PROTOCOL_PATCH_VERSION);
}
