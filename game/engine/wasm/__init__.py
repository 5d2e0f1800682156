"""Programs as WebAssembly modules: fast, and fenced in."""

from game.engine.wasm.evaluator import Compiled

__all__ = ["Compiled"]
