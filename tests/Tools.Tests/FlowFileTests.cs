using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Tests;

public sealed class FlowFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_kind_of_command_is_read_with_all_its_fields()
    {
        string file = Write("1,A,7,-1,100,309900", "2,R,7,-1,40,0", "3,X,7,1,0,0", "4,T,0,1,60,310000");

        Assert.Equal(
            [
                new FlowCommand(1, FlowKind.Add, 7, IsBuy: false, 100, 309_900),
                new FlowCommand(2, FlowKind.Reduce, 7, IsBuy: false, 40, 0),
                new FlowCommand(3, FlowKind.Cancel, 7, IsBuy: true, 0, 0),
                new FlowCommand(4, FlowKind.Take, 0, IsBuy: true, 60, 310_000),
            ],
            FlowFile.ReadCommands(file));
    }

    [Fact]
    public void Fills_are_read_with_all_their_fields()
    {
        string file = Write("301,7326600,309900,5", "309,1368569,309800,50");

        Assert.Equal(
            [new FlowFill(301, 7_326_600, 309_900, 5), new FlowFill(309, 1_368_569, 309_800, 50)],
            FlowFile.ReadFills(file));
    }

    [Theory]
    [InlineData("2,A,8,1,100")]
    [InlineData("2,A,8,1,100,300000,9")]
    [InlineData("two,A,8,1,100,300000")]
    [InlineData("0,A,8,1,100,300000")]
    [InlineData("2,B,8,1,100,300000")]
    [InlineData("2,a,8,1,100,300000")]
    [InlineData("2,,8,1,100,300000")]
    [InlineData("2,AA,8,1,100,300000")]
    [InlineData("2,\u0158,8,1,100,300000")]
    [InlineData("2,A,0,1,100,300000")]
    [InlineData("2,A,-8,1,100,300000")]
    [InlineData("2,A,4611686018427387904,1,100,300000")]
    [InlineData("2,A,8,0,100,300000")]
    [InlineData("2,A,8,2,100,300000")]
    [InlineData("2,A,8,1,1e2,300000")]
    [InlineData("2,A,8,1,100,30.5")]
    [InlineData("2,A,8,1,100,922337203685478")]
    [InlineData("2,A,8,1,100,-9223372036854775808")]
    [InlineData("2,A,8,1,99999999999999999999,300000")]
    [InlineData("")]
    [InlineData("seq,kind,id,side,qty,price")]
    public void Bad_command_is_refused_with_file_and_line(string line)
    {
        string file = Write("1,A,7,-1,100,309900", line, "3,X,7,1,0,0");

        var refused = Assert.Throws<FlowFormatException>(() => FlowFile.ReadCommands(file));

        Assert.StartsWith($"{file}:2: ", refused.Message);
        Assert.Contains("seq,kind,id,side,qty,price", refused.Message);
    }

    [Theory]
    [InlineData("309,1368569,309800")]
    [InlineData("309,1368569,309800,50,1")]
    [InlineData("309,0,309800,50")]
    [InlineData("0,1368569,309800,50")]
    [InlineData("309,1368569,x,50")]
    public void Bad_fill_is_refused_with_file_and_line(string line)
    {
        string file = Write("301,7326600,309900,5", "302,7326600,309900,5", line);

        var refused = Assert.Throws<FlowFormatException>(() => FlowFile.ReadFills(file));

        Assert.StartsWith($"{file}:3: ", refused.Message);
        Assert.Contains("seq,maker_id,price,qty", refused.Message);
    }

    [Fact]
    public void Highest_price_of_a_flow_fits_the_protocol()
    {
        FlowCommand command = Assert.Single(FlowFile.ReadCommands(Write("1,A,7,1,100,922337203685477")));

        Assert.True(checked(command.PriceE4 * FlowIds.MantissaPerE4) > 0);
    }

    private string Write(params string[] lines)
    {
        string path = _directory.PathOf("flow.csv");
        File.WriteAllLines(path, lines);
        return path;
    }
}
