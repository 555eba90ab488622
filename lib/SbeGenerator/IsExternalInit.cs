namespace System.Runtime.CompilerServices;

/// <summary>The compiler asks for this type when it meets an init accessor; the target framework lacks it.</summary>
internal static class IsExternalInit
{
}
