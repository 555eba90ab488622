using System.Reflection;
using Org.SbeTool.Sbe.Dll;

namespace Sbe.Tests.StandIn;

public class RuntimeSurfaceTests
{
    /// <summary>
    /// The product must compile against the real package too, so the stand-in may offer nothing that it lacks.
    /// The list has the members of sbe-tool 1.23.1.1 as "type: return name(parameters)".
    /// </summary>
    [Fact]
    public void Every_public_member_exists_upstream()
    {
        var upstream = new HashSet<string>(UpstreamLines(), StringComparer.Ordinal);
        string[] ours = [.. typeof(DirectBuffer).Assembly.GetExportedTypes().SelectMany(Members)];

        Assert.True(ours.Length > 60, $"only {ours.Length} members found");
        Assert.Equal([], ours.Except(upstream));
    }

    [Fact]
    public void Every_member_of_the_buffer_is_there()
    {
        const string Buffer = "Org.SbeTool.Sbe.Dll.DirectBuffer";
        var ours = new HashSet<string>(
            typeof(DirectBuffer).Assembly.GetExportedTypes().SelectMany(Members), StringComparer.Ordinal);

        Assert.Equal([], UpstreamLines().Where(line => line.StartsWith(Buffer, StringComparison.Ordinal)).Except(ours));
    }

    private static IEnumerable<string> UpstreamLines()
    {
        using Stream stream = typeof(RuntimeSurfaceTests).Assembly.GetManifestResourceStream("UpstreamSurface.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        bool isDelegate = type.IsSubclassOf(typeof(Delegate));
        foreach (MethodBase method in type.GetMembers(Declared).OfType<MethodBase>())
        {
            if (IsVisible(method) && (!isDelegate || method.Name == "Invoke"))
            {
                string returns = method is MethodInfo info ? Name(info.ReturnType) + " " : "";
                string parameters = string.Join(
                    ", ",
                    method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));
                yield return $"{type.FullName}: {returns}{method.Name}({parameters})";
            }
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.IsPublic && !field.IsSpecialName))
        {
            yield return $"{type.FullName}: {Name(field.FieldType)} {field.Name}";
        }
    }

    private static bool IsVisible(MethodBase method)
        => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Name(Type type) => type.IsGenericType
        ? type.Name[..type.Name.IndexOf('`')] + "<" + string.Join(",", type.GenericTypeArguments.Select(Name)) + ">"
        : type.Name;
}
