"""What the wrong answers to an exercise reveal, as Markdown: read from its specification, as the forms are."""
import facts  # noqa: F401  (puts the extensions and the package on the path)
from dldm.exercises.check import find, status
from dldm.exercises.kinds import MISCONCEPTIONS
from questions import letters


def sentence(text):
    return text[:1].upper() + text[1:]


def options_of(exercise):
    """{key of a trap: the options that fall into it} of a question that has one option for its answer."""
    found = {}
    (name, kind), *others = exercise.names.items()
    for option in [] if others else letters(kind):
        if len(option) == 1:
            found.setdefault(status(exercise.id, {name: option}).key, []).append(option)
    return found


def item(trap, options):
    """One line of the list: who falls into this trap, what they hear, and the belief that may be behind it."""
    who = "**" + ", ".join(f"{option})" for option in options) + "** " if options else ""
    belief = f" *Perhaps behind it: {MISCONCEPTIONS[trap.code]}.*" if trap.code else ""
    return f"- {who}{sentence(trap.hint)}{belief}"


def explained(label):
    """Why the answer is right, and every hint; label: that of the exercise, ex-ch03-p1."""
    exercise = find(label.removeprefix("ex-"))
    options = options_of(exercise)
    lines = [item(trap, options.get(trap.key)) for trap in exercise.traps]
    lines += [f"- *Another form of answer:* {sentence(text)}" for text in exercise.says.values()]
    if isinstance(exercise.fallback, str):
        lines.append(f"- *Any other answer:* {sentence(exercise.fallback)}")
    return "\n".join([f"**Right:** {exercise.why}", "", "**What a wrong answer reveals**", "", *lines])
