"""The entrance: `python -m vakgraph`, and the script `vakgraph`; loading makes no garbage, so none is looked for."""

import gc

gc.disable()

from vakgraph.cli import main  # noqa: E402  # what stands above must come first

gc.freeze()
gc.set_threshold(50_000)  # a command is short and makes few circles
gc.enable()

if __name__ == "__main__":
    main()
