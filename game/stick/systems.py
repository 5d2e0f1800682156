"""The systems that a stick runs on: which wheels they take, and what markers mean there."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class System:
    """A system.

    Attributes:
        id: "windows" or "linux", the name of its folder too.
        platforms: the tags of its wheels, as pip has them.
        markers: what markers of requirements mean there.
    """

    id: str
    platforms: tuple[str, ...]
    markers: dict[str, str]


SYSTEMS: Final = {
    "windows": System(
        "windows",
        ("win_amd64",),
        {
            "os_name": "nt",
            "sys_platform": "win32",
            "platform_system": "Windows",
            "platform_machine": "AMD64",
        },
    ),
    "linux": System(
        "linux",
        ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
        {
            "os_name": "posix",
            "sys_platform": "linux",
            "platform_system": "Linux",
            "platform_machine": "x86_64",
        },
    ),
}


def environment(system: System, python: str) -> dict[str, str]:
    """What the markers of requirements are held to.

    Args:
        system: where the program is to run.
        python: the version of Python there, such as "3.11".
    """
    return {
        **system.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }
