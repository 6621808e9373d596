"""The article's network (10-10-10-1, batch 32, Adam) against three libraries, side by side, equal weights first."""
import importlib.util

from benchmarks import targets
from benchmarks.record import peers

RATIOS = {"scikit-learn": 3.5, "PyTorch": 4.5, "Keras": 15}
GAPS = {"scikit-learn": 1e-14, "PyTorch": 1e-14, "Keras": 1e-5}  # Keras rounds Adam's betas to float32
MODULES = {"scikit-learn": "sklearn", "PyTorch": "torch", "Keras": "keras"}

if __name__ == "__main__":
    X, y, small, labels, start = peers.data()
    here = {name: peer for name, peer in peers.PEERS.items() if importlib.util.find_spec(MODULES[name])}
    for name, peer in here.items():
        gap = peers.gap(peer, start, small, labels)
        targets.at_most(f"{name}: largest weight gap after 10 epochs", gap, GAPS[name])
    times = peers.seconds({"ours": peers.Ours, **here}, start, X, y)
    targets.at_most("ours: time of a step", 1e6 * times["ours"] / -(-len(X) // 32), 40, "µs")
    for name, ratio in RATIOS.items():
        if name in here:
            targets.at_least(f"{name}: its epoch over ours", times[name] / times["ours"], ratio)
        else:
            print(f"-       {name} is not installed (module {MODULES[name]}): not compared")
    targets.finish()
