"""What the wrong answers to an exercise reveal, as Markdown: read from its specification, as the forms are."""
import roots  # noqa: F401
from dldm.exercises.check import find, status
from dldm.exercises.kinds import MISCONCEPTIONS
from questions import letters


def heard(exercise):
    """{key of what is heard: the options that hear it} of a question that has options for its answer, else {}."""
    found = {}
    (name, kind), *others = exercise.names.items()
    for options in [] if others else letters(kind):
        found.setdefault(status(exercise.id, {name: options}).key, []).append(options)
    return found


def item(trap, options):
    """One line of the list: who falls into this trap, what they hear, and the belief that may be behind it."""
    alone = [f"{option})" for option in options if len(option) == 1]
    who = f"**{', '.join(alone)}** " if len(alone) == len(options) > 0 else ""
    belief = f" *Perhaps behind it: {MISCONCEPTIONS[trap.code]}.*" if trap.code else ""
    return f"- {who}{trap.hint}{belief}"


def explained(label):
    """Why the answer is right, and every hint; label: that of the exercise, ex-ch03-p1."""
    exercise = find(label.removeprefix("ex-"))
    options = heard(exercise)
    lines = [item(trap, options.get(trap.key, ())) for trap in exercise.traps]
    lines += [f"- *Another form of answer:* {text[:1].upper()}{text[1:]}" for text in exercise.says.values()]
    if isinstance(exercise.fallback, str) and (not options or "fallback" in options):
        lines.append(f"- *Any other answer:* {exercise.fallback}")
    return "\n".join([f"**Right:** {exercise.why}", "", "**What a wrong answer reveals**", "", *lines])
