"""A group of commands of which only the one that is called is imported."""

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands by name; each stands in a module beside this one, as `module:function`."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command; None where there is none of that name."""
        module, _, name = self._modules.get(cmd_name, "").partition(":")
        return getattr(importlib.import_module(f"cchc.cli.{module}"), name) if module else None
