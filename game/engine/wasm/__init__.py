"""Programs as WebAssembly modules: fast, and fenced in."""

from game.engine.wasm.evaluator import Compiled
from game.engine.wasm.stepper import Stepper

__all__ = ["Compiled", "Stepper"]
