"""Named wrong answers of chapter 5.2a: {exercise: {trap that must recognise it: code}}."""
from exercise_tools import spoiler

spoilt = spoiler(__file__)


WRONG = {
    "i1": {"absent": spoilt("i1", (" + np.log(1 - theta).sum(axis=1)", "")),
           "present-only": spoilt("i1", (" + np.log(1 - theta).sum(axis=1)", ""), (" - np.log(1 - theta)).T", ").T")),
           "prior": spoilt("i1", ("np.log(n / n.sum()) + ", "")),
           "not-finite": spoilt("i1", (".sum(axis=0) for c in classes]) + alpha", ".sum(axis=0) for c in classes])"),
                                ("2 * alpha", "0 * alpha")),
           "alpha": spoilt("i1", ("2 * alpha", "1 * alpha")),
           "transposed": spoilt("i1", ("(np.log(theta) - np.log(1 - theta)).T", "np.log(theta) - np.log(1 - theta)"))},
    "v1": {"slogan": "answer_v1 = 'a'", "never": "answer_v1 = 'c'"},
    "v2": {"claimed": "answer_v2 = .001", "all-cases": "answer_v2 = .0545", "share-sure": "answer_v2 = .875",
           "percent": "answer_v2 = 2.0", "thirty": "answer_v2 = .032", "denominator": "answer_v2 = .0176"},
}
