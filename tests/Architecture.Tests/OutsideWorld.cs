using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests;

/// <summary>
/// Finds what a compiled assembly refers to that makes its results depend on more than its input: clocks, chance,
/// threads, I/O, culture, process settings. Reads metadata, so what the compiler adds is seen as well.
/// </summary>
internal static class OutsideWorld
{
    /// <summary>Namespaces (ending in a dot), types and members that may not be referred to.</summary>
    private static readonly string[] Banned =
    [
        // Clocks.
        "System.DateTime", "System.DateTimeOffset", "System.TimeProvider", "System.TimeZoneInfo",
        "System.Diagnostics.Stopwatch", "System.Timers.",
        // Chance; hash codes of strings and combined hash codes differ from process to process.
        "System.Random", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Security.Cryptography.",
        "System.HashCode", "System.String.GetHashCode", "System.StringComparer",
        "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode",
        // Threads.
        "System.Threading.", "System.Collections.Concurrent.", "System.ThreadStaticAttribute",
        // I/O and processes.
        "System.IO.", "System.Net.", "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Trace",
        "System.Diagnostics.Tracing.", "System.Diagnostics.Metrics.", "System.Diagnostics.Activity",
        "System.Runtime.InteropServices.NativeLibrary", "Microsoft.Win32.",
        // Culture.
        "System.Globalization.",
        // Settings of the process.
        "System.Environment", "System.AppContext", "System.AppDomain", "System.Configuration.",
    ];

    /// <summary>What the lines above would catch and what depends on nothing.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "System.Globalization.CultureInfo.get_InvariantCulture",
        "System.IO.InvalidDataException..ctor",
        // Written by the compiler into every iterator method, to tell whether it may reuse the first enumerator.
        "System.Environment.get_CurrentManagedThreadId",
    };

    /// <summary>The banned names that the assembly refers to, sorted; empty when there are none.</summary>
    public static IReadOnlyList<string> ReferencesOf(Stream assembly)
    {
        using var file = new PEReader(assembly, PEStreamOptions.LeaveOpen);
        MetadataReader metadata = file.GetMetadataReader();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var typesOfAllowedMembers = new HashSet<string>(StringComparer.Ordinal);
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                string type = NameOf(metadata, (TypeReferenceHandle)member.Parent);
                string name = $"{type}.{metadata.GetString(member.Name)}";
                if (Allowed.Contains(name))
                {
                    typesOfAllowedMembers.Add(type);
                }
                else if (IsBanned(name))
                {
                    found.Add(name);
                }
            }
        }

        // A type may be used without a member of its own: as a field, a parameter, a base type, a type argument.
        found.UnionWith(metadata.TypeReferences
            .Select(handle => NameOf(metadata, handle))
            .Where(type => IsBanned(type) && !typesOfAllowedMembers.Contains(type)));
        found.UnionWith(NativeCalls(metadata));
        return [.. found];
    }

    private static IEnumerable<string> NativeCalls(MetadataReader metadata) => metadata.MethodDefinitions
        .Select(metadata.GetMethodDefinition)
        .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
        .Select(method => "native " + metadata.GetString(method.Name));

    private static bool IsBanned(string name) => Banned.Any(banned =>
        name.StartsWith(banned, StringComparison.Ordinal)
        && (banned.EndsWith('.') || name.Length == banned.Length || name[banned.Length] is '.' or '+'));

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}";
        }

        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
