"""The folder of a stick: complete for each system, its starters right, nothing fetched here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.resources import PACKAGE
from game.stick import build as building
from game.stick.build import EXTRAS, StickOrder, build
from game.stick.imports import imported, missing
from game.stick.systems import SYSTEMS
from game.stick.wheels import StickError, Wheel, licences, own_needs, read_wheel, unpack, wanted


def wheel(folder: Path, name: str, needs: tuple[str, ...] = (), **files: str) -> Path:
    """A small wheel."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    told = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense-Expression: MIT\n"
    told += "".join(f"Requires-Dist: {need}\n" for need in needs)
    with ZipFile(path, "w") as file:
        file.writestr(f"{name}-1.0.dist-info/METADATA", told)
        file.writestr(f"{name}-1.0.dist-info/licenses/LICENSE", "Do as you like.")
        file.writestr(f"{name}/__init__.py", "")
        for inside, text in files.items():
            file.writestr(inside.replace("__", "/"), text)
    return path


def test_every_module_that_the_program_imports_is_a_package_that_it_needs() -> None:
    asked = {
        need.replace("-", "_").lower() for need in wanted(own_needs(), SYSTEMS["linux"], "3.11")
    }
    known = {"attr", "attrs", "bidi", *asked}
    for path in PACKAGE.rglob("*.py"):
        for name in imported(path.read_text(encoding="utf-8")):
            standing = name in sys.stdlib_module_names or name in EXTRAS or name == "game"
            assert standing or name.lower() in known, (path, name)


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_dependency_is_asked_for_on_each_system(system: str) -> None:
    asked = wanted(own_needs(), SYSTEMS[system], "3.11")
    assert {"attrs", "click", "pygame", "wasmtime", "tree-sitter", "starlette"} <= {*asked}
    assert "pygame-ce" not in asked
    assert "pygame-ce" in wanted(own_needs(), SYSTEMS[system], "3.14")


def test_markers_are_those_of_the_system_it_is_for() -> None:
    needs = ['colorama; platform_system == "Windows"', 'dev; extra == "test"', "plain>=2"]
    assert wanted(needs, SYSTEMS["windows"], "3.11") == {
        "colorama": "colorama",
        "plain": "plain>=2",
    }
    assert wanted(needs, SYSTEMS["linux"], "3.11") == {"plain": "plain>=2"}


def test_a_wheel_is_read_and_unpacked_without_what_installers_need(tmp_path: Path) -> None:
    path = wheel(tmp_path, "some", ("other>1",), **{
        "some-1.0.data__scripts__run": "x", "some-1.0.data__purelib__more.py": "y",
    })  # fmt: skip
    found = read_wheel(path)
    assert (found.name, found.version, found.licence, found.needs) == (
        "some", "1.0", "MIT", ("other>1",),
    )  # fmt: skip
    written = unpack(path, tmp_path / "lib")
    assert "more.py" in written
    assert not any("run" in name for name in written)
    assert (tmp_path / "lib" / "some" / "__init__.py").is_file()
    assert [name for name, _ in licences(path)] == ["LICENSE"]


@given(st.sampled_from(["../up.py", "a/../../up.py", "/etc/up.py", "C:/up.py", "a\\..\\up.py"]))
def test_a_wheel_writes_nowhere_else(name: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as spare:
        path = Path(spare) / "evil-1.0-py3-none-any.whl"
        with ZipFile(path, "w") as file:
            file.writestr(name, "")
        with pytest.raises(StickError):
            unpack(path, Path(spare) / "lib")
        assert not (Path(spare) / "up.py").exists()


def test_what_is_no_wheel_is_told(tmp_path: Path) -> None:
    (tmp_path / "no.whl").write_bytes(b"no")
    for read in (read_wheel, lambda path: unpack(path, tmp_path / "lib")):
        with pytest.raises(StickError, match="no wheel"):
            read(tmp_path / "no.whl")


def test_imports_for_typing_alone_are_none() -> None:
    source = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\nelse:\n    import b\n"
    )
    assert imported(source + "def f():\n    import c.d\n") == {"typing", "b", "c"}


def made(folder: Path, monkeypatch: pytest.MonkeyPatch, order: StickOrder) -> list[Wheel]:
    """Make a stick whose packages are small ones of the same names."""
    names = ("arabic_reshaper", "attr", "attrs", "bidi", "cattrs", "click", "filelock", "jinja2",
             "platformdirs", "pygame", "rich", "tomli", "tomli_w", "tree_sitter",
             "tree_sitter_toml", "wasmtime", "segno", "starlette", "uvicorn",
             "websockets")  # fmt: skip
    spare = folder / "wheels"
    spare.mkdir(exist_ok=True)
    wheels = [read_wheel(wheel(spare, name)) for name in names]
    monkeypatch.setattr(building, "fetch", lambda *_: wheels)
    return build(order)


def test_a_stick_has_all_its_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = tmp_path / "python.zip"
    with ZipFile(embedded, "w") as file:
        file.writestr("python.exe", "")
        file.writestr("python311._pth", "python311.zip\n.\n")
    out = tmp_path / "a stick"
    wheels = made(
        tmp_path, monkeypatch, StickOrder(out, embeddable=embedded, linux=("3.11", "3.12"))
    )
    for lib in ("windows/lib", "linux/lib-3.11", "linux/lib-3.12"):
        assert not missing(out / "app" / "game", out / lib, EXTRAS)
    assert (out / "app" / "game" / "_data" / "rules.toml").is_file()
    assert (out / "app" / "game" / "_data" / "assets" / "text" / "en.toml").is_file()
    assert not [*out.rglob("*.pyc")]
    listed = (out / "licences" / "LIST.txt").read_text(encoding="utf-8")
    for each in wheels:
        assert f"{each.name} 1.0: MIT" in listed
        assert (out / "licences" / f"{each.name}-1.0" / "LICENSE").is_file()
    assert (out / "licences" / "Panj-CREDITS.md").is_file()


def test_starters_are_written_as_each_system_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "stick"
    made(tmp_path, monkeypatch, StickOrder(out))
    for name in ("Panj.bat", "Workshop.bat", "READ ME.txt"):
        batch = (out / name).read_bytes()
        assert batch.isascii()
        assert batch.count(b"\n") == batch.count(b"\r\n") > 0
    assert b'"%~dp0Panj.bat" serve %*' in (out / "Workshop.bat").read_bytes()
    batch = (out / "Panj.bat").read_bytes()
    # A path with blanks is quoted wherever it stands.
    for line in batch.decode().splitlines():
        at = line.find("%HERE%")
        assert at < 1 or line[:at].count('"') % 2 == 1, line
    assert b"%*" in batch
    pth = (out / "windows" / "python" / "python311._pth").read_bytes().decode()
    lines = pth.split("\r\n")
    assert lines == ["python311.zip", ".", "..\\lib", "..\\..\\app", ""]
    for line in lines[2:4]:
        place = out / "windows" / "python" / line.replace("\\", "/")
        assert place.is_dir(), line
    for name in ("panj.sh", "workshop.sh"):
        assert b"\r" not in (out / name).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_the_script_starts_the_program_from_a_path_with_blanks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    out = tmp_path / "a stick"
    made(tmp_path, monkeypatch, StickOrder(out, windows="", linux=(version,)))
    # The program is replaced by one that says how it was called.
    main = "import sys; print(sys.argv[1:], sys.path[:2])"
    (out / "app" / "game" / "__main__.py").write_text(main, encoding="utf-8")
    here = tmp_path / "bin"
    here.mkdir()
    (here / f"python{version}").symlink_to(sys.executable)
    ran = subprocess.run(
        ["/bin/sh", str(out / "panj.sh"), "two words", "--x"],
        env={"PATH": f"{here}:/usr/bin:/bin"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "['two words', '--x']" in ran.stdout
    assert f"a stick/linux/lib-{version}" in ran.stdout
    ran = subprocess.run(
        ["/bin/sh", str(out / "workshop.sh"), "--x"],
        env={"PATH": f"{here}:/usr/bin:/bin"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "['serve', '--x']" in ran.stdout
    (out / "linux" / f"lib-{version}").rename(out / "linux" / "gone")
    ran = subprocess.run(
        ["/bin/sh", str(out / "panj.sh")],
        env={"PATH": f"{here}:/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert f"python{version}" in ran.stderr


def test_a_package_that_lacks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "fetch", lambda *_: [read_wheel(wheel(tmp_path, "click"))])
    with pytest.raises(StickError, match="attrs"):
        build(StickOrder(tmp_path / "stick"))


def test_a_zip_without_python_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty.zip"
    with ZipFile(empty, "w") as file:
        file.writestr("readme.txt", "")
    with pytest.raises(StickError, match=r"python\.exe"):
        made(tmp_path, monkeypatch, StickOrder(tmp_path / "stick", embeddable=empty))
