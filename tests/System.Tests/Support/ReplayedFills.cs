using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.SystemTests.Support;

/// <summary>The fills that a journal gives when it is replayed.</summary>
internal sealed class ReplayedFills : IEventConsumer
{
    private readonly FillPairing _pairing = new();

    public static IReadOnlyList<FlowFill> Of(string data)
    {
        var fills = new ReplayedFills();
        JournalReplay.Run(data, new MatchingCore(CoreLimits.Default), fills, long.MaxValue, progress: null);
        return fills._pairing.Fills;
    }

    public void OnEvent(in EventRecord record, bool replayed)
    {
        if (record.Header.TemplateId == ExecutionReportTradeBlock.TemplateId)
            _pairing.Add(in EventRecord.BlockOf<ExecutionReportTradeBlock>(in record));
    }
}
