"""`python -m lotbook.cli`."""

from lotbook.cli import main

if __name__ == "__main__":
    main()
