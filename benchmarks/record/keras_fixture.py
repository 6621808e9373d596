"""Record Keras training the article's network, for the replay in chapter 4; writes data/keras_fixture.json.

python -m benchmarks.record.keras_fixture     (needs TensorFlow and scikit-learn; the checksum in data/README.md moves)
"""
import json
import os

from dldm.datasets import DATA

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import tensorflow as tf
from dldm import datasets


def main():
    X_train, X_test, y_train, _ = datasets.biopsies_ten()
    mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Dense(10, "relu"), keras.layers.Dense(10, "relu"), keras.layers.Dense(1, "sigmoid")]
    net = keras.Sequential([keras.Input((10,)), *layers])
    initial = [w.tolist() for w in net.get_weights()]
    net.compile("adam", "binary_crossentropy")
    history = net.fit((X_train - mean) / scale, y_train, epochs=10, batch_size=32, shuffle=False, verbose=0)
    p_test = net.predict((X_test - mean) / scale, verbose=0)[:, 0].tolist()
    record = {"tf": tf.__version__, "keras": keras.__version__, "initial": initial,
              "final": [w.tolist() for w in net.get_weights()], "loss": history.history["loss"], "p_test": p_test}
    target = DATA / "keras_fixture.json"
    target.write_text(json.dumps(record), encoding="utf-8")
    print("written", target)


if __name__ == "__main__":
    main()
