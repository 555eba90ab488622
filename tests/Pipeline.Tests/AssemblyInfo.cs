// Two of the three thread layouts spin: side by side they would only take the cores from each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
