"""`python -m vakgraph`: the command line without an installed script."""

from vakgraph.cli import main

if __name__ == "__main__":
    main()
