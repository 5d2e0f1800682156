"""Heads of saves made to cost: refused in a sentence, at once, before a parser sees them."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from game.table import SaveError
from game.table.save_reader import read

HEAD = b'format = "panj-save"\nversion = 2\n'
#: Seconds of this thread; six of these did not end within forty.
SECONDS = 5.0
HEADS = {
    "a dotted key": b"a." * 20_000 + b"a = 1\n",
    "a longer dotted key": b"a." * 80_000 + b"a = 1\n",
    "lists in lists": b"x = " + b"[" * 2_000_000,
    "tables of many parts": b"".join(b"[t%d.a.b.c.d.e.f.g]\n" % n for n in range(50_000)),
    "a number of ten": b"x = " + b"9" * 4_000_000 + b"\n",
    "a number of sixteen": b"x = 0x" + b"f" * 3_000_000 + b"\n",
    "a larger number of sixteen": b"x = 0x" + b"f" * 8_000_000 + b"\n",
    "escapes": b'x = "' + b"\\u00e9" * 2_500_000 + b'"\n',
    "tables in tables": b"x = " + b"{a=" * 200_000,
    "a list of numbers": b"x = [" + b"1," * 5_000_000 + b"]\n",
    "a short list of many numbers": b"x = [" + b"1," * 1_000_000 + b"]\n",
    "comments": b"#\n" * 7_000_000,
    "a long fraction": b"x = 1." + b"0" * 3_000_000 + b"\n",
}


@pytest.mark.parametrize("kind", HEADS)
def test_a_hostile_head_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    path.write_bytes(HEAD + HEADS[kind])
    start = time.thread_time()
    with pytest.raises(SaveError) as caught:
        read(path)
    assert time.thread_time() - start < SECONDS
    assert len(str(caught.value)) < 400 + len(str(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_no_save(tmp_path: Path) -> None:
    pipe = tmp_path / "save.toml"
    os.mkfifo(pipe)
    said: list[str] = []

    def load() -> None:
        try:
            read(pipe)
        except SaveError as error:
            said.append(str(error))

    thread = threading.Thread(target=load, daemon=True)
    thread.start()
    thread.join(30)
    assert len(said) == 1
    assert "not a plain file" in said[0]
