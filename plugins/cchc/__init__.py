"""cchc: the administrative-reform (CCHC) news section of an agency, as a static site."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("mkdocs-cchc")
except PackageNotFoundError:  # run from a bare checkout
    __version__ = "0"
