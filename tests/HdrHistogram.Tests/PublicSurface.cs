using System.Reflection;

namespace MatchingEngine.Testing;

/// <summary>
/// What a library offers, as "type: return name(parameters)"; and what its upstream offers, from the list that the
/// test project carries in the same form.
/// </summary>
internal static class PublicSurface
{
    public static IEnumerable<string> Upstream()
    {
        using Stream stream = typeof(PublicSurface).Assembly.GetManifestResourceStream("UpstreamSurface.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    public static IEnumerable<string> Of(Assembly library) => library.GetExportedTypes().SelectMany(Members);

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        bool isDelegate = type.IsSubclassOf(typeof(Delegate));
        foreach (MethodBase method in type.GetMembers(Declared).OfType<MethodBase>())
        {
            if (!IsVisible(method) || (isDelegate && method.Name != "Invoke"))
                continue;
            string returns = method is MethodInfo info ? Name(info.ReturnType) + " " : "";
            string parameters = string.Join(
                ", ",
                method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));
            yield return $"{type.FullName}: {returns}{method.Name}({parameters})";
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(IsVisible))
            yield return $"{type.FullName}: {Name(field.FieldType)} {field.Name}";
    }

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => (field.IsPublic || field.IsFamily) && !field.IsSpecialName;

    private static string Name(Type type) => type.IsGenericType
        ? type.Name[..type.Name.IndexOf('`')] + "<" + string.Join(",", type.GenericTypeArguments.Select(Name)) + ">"
        : type.Name;
}
