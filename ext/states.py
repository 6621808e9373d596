"""Runs inside a notebook's kernel, beside its cells: notes what the living page must know to run each cell alone."""
import sys
import time

PACKAGES = ("numpy", "matplotlib", "scipy", "pandas", "sklearn", "mlxtend")


def watch(shell):
    """Note after every cell the random generators' states, the packages that it was first to load, its seconds."""
    shell.dldm_notes, began = [], [time.perf_counter()]

    def after(result):
        loaded = {name for note in shell.dldm_notes for name in note["packages"]}
        rngs = {name: value.bit_generator.state for name, value in shell.user_ns.items()
                if not name.startswith("_") and type(value).__module__.startswith("numpy.random")
                and hasattr(value, "bit_generator")}
        new = [name for name in PACKAGES if name in sys.modules and name not in loaded]
        shell.dldm_notes.append({"rngs": rngs, "packages": new, "seconds": round(time.perf_counter() - began[0], 2)})

    shell.events.register("pre_run_cell", lambda info: began.__setitem__(0, time.perf_counter()))
    shell.events.register("post_run_cell", after)
