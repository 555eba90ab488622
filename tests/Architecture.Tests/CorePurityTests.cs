using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;

namespace Architecture.Tests;

public class CorePurityTests
{
    private const BindingFlags AnyPublic = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    [Fact]
    public void Core_refers_to_no_clock_chance_thread_file_socket_or_culture()
    {
        using FileStream core = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "MatchingEngine.Core.dll"));

        Assert.Equal([], OutsideWorld.ReferencesOf(core));
    }

    [Theory]
    [InlineData(typeof(DateTime), "get_UtcNow")]
    [InlineData(typeof(DateTimeOffset), "get_Now")]
    [InlineData(typeof(TimeProvider), "get_System")]
    [InlineData(typeof(Stopwatch), "GetTimestamp")]
    [InlineData(typeof(Environment), "get_TickCount64")]
    [InlineData(typeof(Environment), "GetEnvironmentVariable")]
    [InlineData(typeof(Random), "get_Shared")]
    [InlineData(typeof(Guid), "NewGuid")]
    [InlineData(typeof(RandomNumberGenerator), "Create")]
    [InlineData(typeof(HashCode), "ToHashCode")]
    [InlineData(typeof(string), "GetHashCode")]
    [InlineData(typeof(Thread), "get_CurrentThread")]
    [InlineData(typeof(Interlocked), "MemoryBarrier")]
    [InlineData(typeof(Monitor), "Enter")]
    [InlineData(typeof(Task), "get_CompletedTask")]
    [InlineData(typeof(File), "ReadAllText")]
    [InlineData(typeof(Stream), "Flush")]
    [InlineData(typeof(System.Net.Dns), "GetHostName")]
    [InlineData(typeof(Console), "get_Out")]
    [InlineData(typeof(CultureInfo), "get_CurrentCulture")]
    [InlineData(typeof(AppContext), "get_BaseDirectory")]
    public void Call_to_the_outside_is_found(Type type, string member)
    {
        MethodInfo method = type.GetMethods(AnyPublic).First(candidate => candidate.Name == member);

        Assert.Contains($"{type.FullName}.{member}", ReferencesOfProbe(method));
    }

    [Theory]
    [InlineData(typeof(Math), "Abs")]
    [InlineData(typeof(TimeSpan), "get_Ticks")]
    [InlineData(typeof(Guid), "get_Version")]
    [InlineData(typeof(string), "get_Length")]
    [InlineData(typeof(CultureInfo), "get_InvariantCulture")]
    [InlineData(typeof(Environment), "get_CurrentManagedThreadId")]
    public void Call_that_depends_on_nothing_is_accepted(Type type, string member)
    {
        MethodInfo method = type.GetMethods(AnyPublic).First(candidate => candidate.Name == member);

        Assert.Equal([], ReferencesOfProbe(method));
    }

    [Fact]
    public void Allowed_member_does_not_cover_for_others_of_its_type()
    {
        MethodInfo allowed = typeof(CultureInfo).GetProperty("InvariantCulture")!.GetMethod!;
        MethodInfo banned = typeof(CultureInfo).GetProperty("CurrentCulture")!.GetMethod!;

        Assert.Equal(
            ["System.Globalization.CultureInfo.get_CurrentCulture"], ReferencesOfProbe(allowed, banned));
    }

    [Fact]
    public void Field_of_a_banned_type_is_found_without_a_call()
    {
        using MemoryStream probe = Probe(type => type.DefineField("_clock", typeof(TimeProvider), default));

        Assert.Equal(["System.TimeProvider"], OutsideWorld.ReferencesOf(probe));
    }

    [Fact]
    public void Native_call_is_found()
    {
        using MemoryStream probe = Probe(type => type.DefinePInvokeMethod(
            "getpid",
            "libc",
            MethodAttributes.Static | MethodAttributes.PinvokeImpl,
            CallingConventions.Standard,
            typeof(int),
            [],
            System.Runtime.InteropServices.CallingConvention.Cdecl,
            System.Runtime.InteropServices.CharSet.Ansi));

        Assert.Contains("native getpid", OutsideWorld.ReferencesOf(probe));
    }

    private static IReadOnlyList<string> ReferencesOfProbe(params MethodInfo[] called)
    {
        using MemoryStream probe = Probe(type =>
        {
            ILGenerator body = type.DefineMethod("Run", MethodAttributes.Static).GetILGenerator();
            foreach (MethodInfo method in called)
            {
                body.Emit(OpCodes.Call, method);
            }

            body.Emit(OpCodes.Ret);
        });
        return OutsideWorld.ReferencesOf(probe);
    }

    /// <summary>An assembly with one type, never loaded or run: only its metadata is read.</summary>
    private static MemoryStream Probe(Action<TypeBuilder> define)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Probe"), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule("Probe").DefineType("Probe");
        define(type);
        type.CreateType();
        var stream = new MemoryStream();
        assembly.Save(stream);
        stream.Position = 0;
        return stream;
    }
}
