// Many tests wait for time-outs of a driver that they themselves turn: side by side they would starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
