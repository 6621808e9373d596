"""The article's network (10-10-10-1, batch 32, Adam) against three libraries, side by side, equal weights first."""
import importlib.util

import record_peers as peers
import targets

RATIOS = {"scikit-learn": (peers.ScikitLearn, "sklearn", 3.5), "PyTorch": (peers.PyTorch, "torch", 4.5),
          "Keras": (peers.Keras, "keras", 15)}
GAPS = {"scikit-learn": 1e-14, "PyTorch": 1e-14, "Keras": 1e-5}  # Keras rounds Adam's betas to float32

if __name__ == "__main__":
    X, y, small, labels, start = peers.data()
    here = {name: peer for name, (peer, module, _) in RATIOS.items() if importlib.util.find_spec(module)}
    for name, peer in here.items():
        gap = peers.gap(peer, start, small, labels)
        targets.at_most(f"{name}: largest weight gap after 10 epochs", gap, GAPS[name])
    ours = peers.seconds(peers.Ours, start, X, y)[1]
    targets.at_most("ours: time of a step", 1e6 * ours / -(-len(X) // 32), 40, "µs")
    for name, (_, module, ratio) in RATIOS.items():
        if name in here:
            targets.at_least(f"{name}: its epoch over ours", peers.seconds(here[name], start, X, y)[1] / ours, ratio)
        else:
            print(f"-       {name} is not installed (module {module}): not compared")
    targets.finish()
