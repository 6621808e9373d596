"""The book's data: one loader a data set, always from this machine, never from the
network.

Sources, licences and checksums stand in data/README.md; scikit-learn's own sets come
with scikit-learn."""
from .baskets import import_baskets
from .files import DATA
from .images import digits, digits_28
from .records import (
    hmm_peers,
    keras_fixture,
    learning_curves,
    perceptron_record,
    six_methods_record,
    speed_up_record,
)
from .sequences import (
    ALPHABET,
    airline,
    calls,
    carbon_dioxide,
    docstrings,
    documentation,
    great_earthquakes,
    nile,
    onegin,
    seattle,
    sunspots,
)
from .tables import (
    affairs,
    berkeley,
    biopsies,
    biopsies_ten,
    cars,
    churn,
    coastlines,
    compas,
    credit,
    diabetes,
    earthquakes,
    irises,
    longley,
    penguins,
    play_tennis,
    smoking,
    titanic,
    voters,
    wines,
)
