"""Runs inside a notebook's kernel, beside its cells: notes what the living page must know to run each cell alone."""
import sys
import time

PACKAGES = ("numpy", "matplotlib", "scipy", "pandas", "sklearn", "mlxtend")


def watch(shell):
    """Note after every cell the states of the random generators, the packages that it was first to load, its seconds."""
    shell.dldm_notes, began = [], [time.perf_counter()]

    def after(result):
        loaded = {name for note in shell.dldm_notes for name in note["packages"]}
        rngs = {name: value.bit_generator.state for name, value in shell.user_ns.items()
                if not name.startswith("_") and type(value).__module__.startswith("numpy.random")
                and hasattr(value, "bit_generator")}
        shell.dldm_notes.append({"rngs": rngs, "packages": [p for p in PACKAGES if p in sys.modules and p not in loaded],
                                 "seconds": round(time.perf_counter() - began[0], 2)})

    shell.events.register("pre_run_cell", lambda info: began.__setitem__(0, time.perf_counter()))
    shell.events.register("post_run_cell", after)
