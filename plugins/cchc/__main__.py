"""`python -m cchc`: the command line where scripts are not on the path."""

from cchc.cli import main

main()
