"""Ranges of days with open ends: ``None`` is no limit; both ends belong to the range."""

import datetime as dt


def first(date):
    """The start of a range, as a date that can be compared."""
    return date or dt.date.min


def last(date):
    """The end of a range, as a date that can be compared."""
    return date or dt.date.max


def covers(from_date, to_date, date):
    """Is the day in the range?"""
    return first(from_date) <= date <= last(to_date)


def overlap(from_a, to_a, from_b, to_b):
    """Do two ranges share a day?"""
    return first(from_a) <= last(to_b) and first(from_b) <= last(to_a)


def valid_on(date, from_name="from_date", to_name="to_date"):
    """The search domain of records whose range holds the day."""
    return [
        ["OR", (from_name, "=", None), (from_name, "<=", date)],
        ["OR", (to_name, "=", None), (to_name, ">=", date)],
    ]
