"""Where the rules and the assets lie: at the top of a source tree, or inside an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent

#: A wheel carries its data here; a source tree has no such folder and keeps them beside ``game/``.
BUNDLED = PACKAGE / "_data"


def data_root() -> Path:
    """The folder that holds ``rules.toml`` and ``assets/``."""
    return BUNDLED if BUNDLED.is_dir() else PACKAGE.parent


def rules_path() -> Path:
    """The rules file that is played when none is named."""
    return data_root() / "rules.toml"


def asset(*parts: str) -> Path:
    """The path of one asset, such as ``asset("map", "spaces.json")``.

    The path is not checked: whoever opens it says in its own words what is missing.
    """
    return data_root().joinpath("assets", *parts)


def known_games() -> dict[str, Path]:
    """The rules of the games on the shelf by their ids: `ID.toml`, or `ID/rules.toml`."""
    folder = asset("games")
    found = {path.stem: path for path in folder.glob("*.toml")}
    found |= {path.parent.name: path for path in folder.glob("*/rules.toml")}
    return dict(sorted(found.items()))
