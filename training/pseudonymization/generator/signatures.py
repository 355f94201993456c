"""How people are named by a few letters: signatures of lines, marks of typists."""

from __future__ import annotations

from .people import Habits, Person, first, full, initials, initials_of, last, name_parts
from .text import Marked


def two_letters(random, person: Person, upper: bool) -> Marked:
    """`AB` or `ab`, as typists mark letters: the first name's and the last name's."""
    case = str.upper if upper else str.lower
    return Marked().mark(case(person.first[0]), "FIRST_NAME", person.role).mark(case(name_parts(person.last)[-1][0]), "LAST_NAME", person.role)


def trigram(random, person: Person) -> Marked:
    """`CLV`, `clv`, `Clv`: a letter of the first name, two or three of the last."""
    letters = "".join(name_parts(person.last))[:random.choice((2, 2, 2, 3))]
    case = random.choice((str.upper, str.upper, str.lower, str.lower, str.capitalize))
    text = case(person.first[0] + letters)
    return Marked().mark(text[:1], "FIRST_NAME", person.role).mark(text[1:], "LAST_NAME", person.role)


def first_and_letter(random, person: Person, how: Habits) -> Marked:
    """`Maud P.`"""
    letter = name_parts(person.last)[0][0].upper()
    return Marked().mark(first(random, person, how, initial=False), "FIRST_NAME", person.role).text(" ").mark(letter + random.choice((".", ".", "")), "LAST_NAME", person.role)


def letter_and_last(random, person: Person, how: Habits) -> Marked:
    """`M. Page`, `PAGE M.`"""
    letter, name = Marked().mark(initials_of(random, person.first), "FIRST_NAME", person.role), Marked().mark(last(random, person, how), "LAST_NAME", person.role)
    return letter.text(" ").add(name) if random.random() < 0.6 else name.text(" ").add(letter)


def signed(random, person: Person, how: Habits) -> Marked:
    """How a carer signs a line."""
    draw = random.random()
    if draw < 0.36:
        return Marked().mark(first(random, person, how, initial=False), "FIRST_NAME", person.role)
    if draw < 0.54:
        return first_and_letter(random, person, how)
    if draw < 0.7:
        return Marked().mark(last(random, person, how), "LAST_NAME", person.role)
    if draw < 0.8:
        return initials(random, person)
    if draw < 0.9:
        return letter_and_last(random, person, how)
    return full(random, person, how)
