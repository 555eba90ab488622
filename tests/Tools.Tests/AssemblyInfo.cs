// Some tests start processes; one at a time leaves the cores to them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
