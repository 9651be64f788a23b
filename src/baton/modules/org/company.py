"""Employee files 员工档案."""

from trytond.model import Unique, fields
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval

from .dates import valid_on
from .reason import reason_field
from .unit import _today


class Employee(metaclass=PoolMeta):
    __name__ = "company.employee"
    code = fields.Char("Employee Number")
    gender = fields.Selection([(None, ""), ("female", "Female"), ("male", "Male")], "Gender")
    employment_type = fields.Selection(
        [
            ("full_time", "Full Time"),
            ("part_time", "Part Time"),
            ("dispatched", "Dispatched"),
            ("intern", "Intern"),
            ("retired", "Rehired after Retirement"),
        ],
        "Employment Type",
        required=True,
    )
    leave_reason = reason_field(
        "Leaving Reason", "leave", states={"invisible": ~Eval("end_date", None)}
    )
    assignments = fields.One2Many("baton.org.assignment", "employee", "Assignments")
    org_unit = fields.Function(
        fields.Many2One("baton.org.unit", "Department"), "get_place", searcher="search_place"
    )
    position = fields.Function(
        fields.Many2One("baton.org.position", "Position"), "get_place", searcher="search_place"
    )

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            ("code_unique", Unique(table, table.company, table.code), "baton_org.msg_employee_code")
        )

    @staticmethod
    def default_employment_type():
        return "full_time"

    @classmethod
    def get_place(cls, employees, names):
        Assignment = Pool().get("baton.org.assignment")
        places = {name: dict.fromkeys([e.id for e in employees]) for name in names}
        for assignment in Assignment.search(
            [
                ("employee", "in", [e.id for e in employees]),
                ("primary", "=", True),
                *valid_on(_today()),
            ]
        ):
            found = {"org_unit": assignment.unit, "position": assignment.position}
            for name in names:
                places[name][assignment.employee.id] = getattr(found[name], "id", None)
        return places

    @classmethod
    def search_place(cls, name, clause):
        field = {"org_unit": "unit", "position": "position"}[name]
        head, _, rest = clause[0].partition(".")
        path = f"{field}.{rest}" if rest else field
        return [
            (
                "assignments",
                "where",
                [(path, *clause[1:]), ("primary", "=", True), *valid_on(_today())],
            )
        ]

    @classmethod
    def search_rec_name(cls, name, clause):
        operator = "AND" if clause[1].startswith(("!", "not ")) else "OR"
        return [operator, super().search_rec_name(name, clause), ("code", *clause[1:])]
