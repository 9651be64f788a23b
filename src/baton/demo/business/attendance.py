"""Who came to work when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baton.demo.desk import Desk, batches
from baton.demo.rhythm import Tick

ABSENT = 0.035
"""Share of the working days that somebody is away."""


def clock_in(desk: Desk, tick: Tick) -> None:
    """Everybody employed clocks in and out on the working days; hours are UTC."""
    values: list[dict[str, Any]] = []
    for day in desk.rhythm.workdays(tick.start, tick.end):
        for code, employee in desk.employees.items():
            if employee.start_date > day or (employee.end_date and employee.end_date < day):
                continue
            chance = desk.rhythm.chance("attendance", code, day)
            if chance.random() < ABSENT:
                continue
            start = dt.datetime.combine(day, dt.time()) + dt.timedelta(
                minutes=30 + chance.randrange(-25, 4)
            )
            hours = 9 + max(0.0, chance.gauss(0.2, 0.6))
            common = {"employee": employee.id, "company": desk.company.id, "date": day}
            values.append({**common, "at": start, "type": "in"})
            values.append({**common, "at": start + dt.timedelta(hours=hours), "type": "out"})
    lines = desk.get("attendance.line")
    for part in batches(values, 500):
        lines.create(part)
