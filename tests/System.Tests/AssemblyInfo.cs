// The suite starts processes that each want a core, and one test measures what the whole process allocates.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
