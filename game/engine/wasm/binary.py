"""Writes WebAssembly modules: functions of 32-bit numbers, one memory, tables of functions, data.

The format is that of the WebAssembly Core Specification, release 2.0, chapter 5 ("Binary Format").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from game.engine.errors import ModuleTooLarge

I32, I64 = 0x7F, 0x7E
_EMPTY = 0x40
#: Larger modules are not made: to compile one takes two seconds, and nobody can stop that.
MOST_FUNCTIONS, MOST_CODE = 8_000, 500_000
#: The first function is not the module's own: it is given, and ends the call from outside.
STOP = 0

#: The instructions that take nothing besides what is on the stack, by their names there.
_PLAIN = {
    "unreachable": 0x00, "return": 0x0F, "drop": 0x1A, "select": 0x1B,
    "i32.eqz": 0x45, "i32.eq": 0x46, "i32.ne": 0x47, "i32.lt_s": 0x48, "i32.lt_u": 0x49,
    "i32.gt_s": 0x4A, "i32.gt_u": 0x4B, "i32.le_s": 0x4C, "i32.le_u": 0x4D, "i32.ge_s": 0x4E,
    "i32.ge_u": 0x4F, "i64.eqz": 0x50, "i64.eq": 0x51, "i64.ne": 0x52, "i64.gt_u": 0x56,
    "i32.add": 0x6A, "i32.sub": 0x6B, "i32.mul": 0x6C, "i32.div_s": 0x6D, "i32.div_u": 0x6E,
    "i32.rem_s": 0x6F, "i32.rem_u": 0x70, "i32.and": 0x71, "i32.or": 0x72, "i32.xor": 0x73,
    "i32.shl": 0x74, "i32.shr_s": 0x75, "i32.shr_u": 0x76, "i64.add": 0x7C, "i64.sub": 0x7D,
    "i64.mul": 0x7E, "i64.rem_u": 0x82, "i64.and": 0x83, "i64.or": 0x84, "i64.xor": 0x85,
    "i64.shl": 0x86, "i64.shr_u": 0x88, "i32.wrap_i64": 0xA7, "i64.extend_i32_u": 0xAD,
}  # fmt: skip
#: Those that read or write memory, each with the power of two that its address divides by.
_MEMORY = {
    "i32.load": (0x28, 2), "i64.load": (0x29, 3), "i32.load8_s": (0x2C, 0),
    "i32.load8_u": (0x2D, 0), "i32.load16_s": (0x2E, 1), "i32.load16_u": (0x2F, 1),
    "i32.store": (0x36, 2), "i64.store": (0x37, 3), "i32.store8": (0x3A, 0),
    "i32.store16": (0x3B, 1),
}  # fmt: skip


def unsigned(n: int) -> bytes:
    """A number from 0 in LEB128."""
    out = bytearray()
    while n > 0x7F:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def signed(n: int) -> bytes:
    """A number in signed LEB128."""
    out = bytearray()
    while not -0x40 <= n < 0x40:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n & 0x7F)
    return bytes(out)


def _counted(items: Sequence[bytes]) -> bytes:
    return unsigned(len(items)) + b"".join(items)


def _sized(body: bytes) -> bytes:
    return unsigned(len(body)) + body


@attrs.define(eq=False)
class FunctionWriter:
    """The body of a function that is being written, instruction by instruction.

    Attributes:
        number: the function's place in its module.
        params: how many 32-bit numbers it takes; they are its first locals.
        result: does it leave one?
    """

    number: int
    params: int
    result: bool
    _locals: list[int] = attrs.Factory(list)
    _out: bytearray = attrs.Factory(bytearray)
    _depth: int = 0

    # Locals and numbers ------------------------------------------------------------------

    def local(self, kind: int = I32) -> int:
        """A new local."""
        self._locals.append(kind)
        return self.params + len(self._locals) - 1

    def get(self, local: int) -> None:
        """Push a local."""
        self._out += b"\x20" + unsigned(local)

    def set(self, local: int) -> None:
        """Pop into a local."""
        self._out += b"\x21" + unsigned(local)

    def tee(self, local: int) -> None:
        """Copy the top of the stack into a local."""
        self._out += b"\x22" + unsigned(local)

    def kept(self) -> int:
        """Pop into a new local."""
        local = self.local()
        self.set(local)
        return local

    def get_global(self, place: int) -> None:
        """Push a global."""
        self._out += b"\x23" + unsigned(place)

    def set_global(self, place: int) -> None:
        """Pop into a global."""
        self._out += b"\x24" + unsigned(place)

    def const(self, n: int) -> None:
        """Push a number of 32 bits."""
        self._out += b"\x41" + signed(n)

    def const64(self, n: int) -> None:
        """Push a number of 64 bits, given from 0."""
        self._out += b"\x42" + signed(n - (n >> 63 << 64))

    def op(self, *names: str) -> None:
        """Instructions without operands of their own."""
        for name in names:
            self._out.append(_PLAIN[name])

    def plus(self, n: int) -> None:
        """Add a constant to the top of the stack."""
        if n:
            self.const(n)
            self.op("i32.add")

    def times(self, n: int) -> None:
        """Multiply the top of the stack by a constant."""
        if n == 0:
            self.op("drop")
            self.const(0)
        elif n != 1:
            power = n.bit_length() - 1
            self.const(power if n == 1 << power else n)
            self.op("i32.shl" if n == 1 << power else "i32.mul")

    def memory(self, name: str, offset: int) -> None:
        """Read or write memory, `offset` bytes after the address on the stack."""
        code, align = _MEMORY[name]
        self._out.append(code)
        self._out += unsigned(align) + unsigned(offset)

    def copy(self) -> None:
        """Copy memory: to, from, and the number of bytes are on the stack."""
        self._out += b"\xfc\x0a\x00\x00"

    def fill(self) -> None:
        """Fill memory: to, the byte, and the number of bytes are on the stack."""
        self._out += b"\xfc\x0b\x00"

    # Control -----------------------------------------------------------------------------

    def _open(self, code: int, result: bool) -> int:
        self._out += bytes((code, I32 if result else _EMPTY))
        self._depth += 1
        return self._depth

    def block(self, result: bool = False) -> int:
        """Open a block; the label leads behind its end."""
        return self._open(0x02, result)

    def loop(self) -> int:
        """Open a loop; the label leads back to here."""
        return self._open(0x03, False)

    def if_(self, result: bool = False) -> int:
        """Open what is done if the popped number is not 0; the label leads behind its end."""
        return self._open(0x04, result)

    def else_(self) -> None:
        """What is done otherwise."""
        self._out.append(0x05)

    def end(self) -> None:
        """End a block, loop or condition."""
        self._out.append(0x0B)
        self._depth -= 1

    def br(self, label: int) -> None:
        """Jump to a label that is still open."""
        self._out += b"\x0c" + unsigned(self._depth - label)

    def br_if(self, label: int) -> None:
        """Jump if the popped number is not 0."""
        self._out += b"\x0d" + unsigned(self._depth - label)

    def br_table(self, labels: Sequence[int], otherwise: int) -> None:
        """Jump to the label of the popped place."""
        ways = [unsigned(self._depth - label) for label in labels]
        self._out += b"\x0e" + _counted(ways) + unsigned(self._depth - otherwise)

    def call(self, function: int) -> None:
        """Call a function of the module."""
        self._out += b"\x10" + unsigned(function)

    def stop(self) -> None:
        """End the call from outside that all this is done for."""
        self.call(STOP)
        self.op("unreachable")

    def call_indirect(self, kind: int) -> None:
        """Call the function at the popped place of the table; `kind` is its type's number."""
        self._out += b"\x11" + unsigned(kind) + b"\x00"

    def encoded(self) -> bytes:
        """The function as the code section has it."""
        runs: list[tuple[int, int]] = []
        for kind in self._locals:
            if runs and runs[-1][1] == kind:
                runs[-1] = (runs[-1][0] + 1, kind)
            else:
                runs.append((1, kind))
        declared = _counted([unsigned(n) + bytes((kind,)) for n, kind in runs])
        return _sized(declared + bytes(self._out) + b"\x0b")


@attrs.define(eq=False)
class ModuleWriter:
    """A module that is being written.

    Attributes:
        pages: how many pages of 65,536 bytes its memory has, never more.
    """

    pages: int = 1
    _types: list[tuple[int, bool]] = attrs.Factory(lambda: [(0, False)])
    _codes: list[FunctionWriter] = attrs.Factory(list)
    _globals: list[int] = attrs.Factory(list)
    _table: list[int] = attrs.Factory(list)
    _exports: list[tuple[str, int]] = attrs.Factory(list)
    _data: list[tuple[int, bytes]] = attrs.Factory(list)

    def type(self, params: int, result: bool) -> int:
        """The number of the type of functions that take so many numbers and may leave one."""
        kind = (params, result)
        if kind not in self._types:
            self._types.append(kind)
        return self._types.index(kind)

    def function(self, params: int, result: bool = True, export: str = "") -> FunctionWriter:
        """A new function, to be written; with a name it can be called from outside.

        Raises:
            ModuleTooLarge: there are so many that to compile them would take longer than one waits.
        """
        if len(self._codes) == MOST_FUNCTIONS:
            raise ModuleTooLarge(f"A module has {MOST_FUNCTIONS:,} functions at most.")
        code = FunctionWriter(STOP + 1 + len(self._codes), params, result)
        self.type(params, result)
        self._codes.append(code)
        if export:
            self._exports.append((export, code.number))
        return code

    def variable(self, kind: int = I32) -> int:
        """A new global, 0 at first."""
        self._globals.append(kind)
        return len(self._globals) - 1

    def listed(self, functions: Iterable[int]) -> int:
        """Put functions into the table, one after the other; returns the place of the first."""
        first = len(self._table)
        self._table += functions
        return first

    def data(self, at: int, content: bytes) -> None:
        """What the memory holds at an address from the start."""
        self._data.append((at, content))

    def encoded(self) -> bytes:
        """The module.

        Raises:
            ModuleTooLarge: to compile so much would take longer than one waits.
        """
        codes = _counted([c.encoded() for c in self._codes])
        if len(codes) > MOST_CODE:
            raise ModuleTooLarge(f"A module has {MOST_CODE:,} bytes of code at most.")
        kinds = [
            b"\x60" + _counted([bytes((I32,))] * params) + _counted([bytes((I32,))] * result)
            for params, result in self._types
        ]
        functions = [unsigned(self.type(c.params, c.result)) for c in self._codes]
        pages = unsigned(self.pages)
        variables = [
            bytes((kind, 1)) + (b"\x41\x00\x0b" if kind == I32 else b"\x42\x00\x0b")
            for kind in self._globals
        ]
        exports = [b"\x06memory\x02\x00"]
        exports += [
            _sized(name.encode()) + b"\x00" + unsigned(place) for name, place in self._exports
        ]
        length = unsigned(len(self._table))
        elements = [b"\x00\x41\x00\x0b" + _counted([unsigned(n) for n in self._table])]
        data = [b"\x00\x41" + signed(at) + b"\x0b" + _sized(held) for at, held in self._data]
        sections = {
            1: _counted(kinds),
            2: _counted([_sized(b"panj") + _sized(b"stop") + b"\x00\x00"]),
            3: _counted(functions),
            4: _counted([b"\x70\x01" + length + length]),
            5: _counted([b"\x01" + pages + pages]),
            6: _counted(variables),
            7: _counted(exports),
            9: _counted(elements),
            10: codes,
            11: _counted(data),
        }
        out = b"\0asm\x01\0\0\0"
        for number, body in sections.items():
            out += bytes((number,)) + _sized(body)
        return out
