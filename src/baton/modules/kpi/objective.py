"""Objectives, what causes what, where they stand on the map, and how each is measured."""

from decimal import Decimal

from trytond.i18n import gettext
from trytond.model import ModelSQL, ModelView, Unique, fields, sequence_ordered
from trytond.pool import Pool
from trytond.pyson import Eval

from .exceptions import LinkError, ShareError
from .logged import LoggedMixin

PERSPECTIVES = [
    ("finance", "Finance"),
    ("customer", "Customer"),
    ("operations", "Internal Processes"),
    ("people", "Learning and Growth"),
    ("adoption", "ERP Adoption"),
]
"""The four Balanced Scorecard perspectives, and the use of the ERP."""


class Objective(sequence_ordered(), ModelSQL, ModelView):
    """What is to be reached on one perspective."""

    __name__ = "baton.kpi.objective"
    __string__ = "Objective"
    strategy = fields.Many2One("baton.kpi.strategy", "Strategy", required=True, ondelete="CASCADE")
    theme = fields.Many2One(
        "baton.kpi.theme",
        "Theme",
        ondelete="SET NULL",
        domain=[("strategy", "=", Eval("strategy", -1))],
    )
    name = fields.Char("Name", required=True)
    description = fields.Text("Description")
    perspective = fields.Selection(PERSPECTIVES, "Perspective", required=True, sort=False)
    owner = fields.Many2One("company.employee", "Owner", ondelete="SET NULL")
    owner_unit = fields.Many2One("baton.org.unit", "Owning Unit", ondelete="SET NULL")
    indicators = fields.One2Many("baton.kpi.objective.indicator", "objective", "Indicators")
    causes = fields.One2Many("baton.kpi.objective.link", "effect", "Causes")
    effects = fields.One2Many("baton.kpi.objective.link", "cause", "Effects")
    places = fields.One2Many("baton.kpi.objective.place", "objective", "Places")

    @classmethod
    def delete(cls, objectives):
        # by the ORM and not by the database's cascade, or the log would not know
        Measure = Pool().get("baton.kpi.objective.indicator")
        Measure.delete([one for objective in objectives for one in objective.indicators])
        super().delete(objectives)


class ObjectiveLink(ModelSQL, ModelView):
    """One objective makes another one happen."""

    __name__ = "baton.kpi.objective.link"
    __string__ = "Cause and Effect"
    strategy = fields.Many2One("baton.kpi.strategy", "Strategy", required=True, ondelete="CASCADE")
    cause = fields.Many2One("baton.kpi.objective", "Cause", required=True, ondelete="CASCADE")
    effect = fields.Many2One("baton.kpi.objective", "Effect", required=True, ondelete="CASCADE")
    note = fields.Char("Note")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "pair_unique",
                Unique(table, table.cause, table.effect),
                "baton_kpi.msg_link_twice",
            )
        )

    @classmethod
    def validate_fields(cls, links, field_names):
        super().validate_fields(links, field_names)
        for link in links:
            if {link.cause.strategy, link.effect.strategy} != {link.strategy}:
                raise LinkError(gettext("baton_kpi.msg_link_strategy", link=link.rec_name))
            link._check_round()

    def _check_round(self):
        """Refuse links that lead back to their cause."""
        seen, waiting = set(), [self.effect]
        while waiting:
            at = waiting.pop()
            if at == self.cause:
                raise LinkError(gettext("baton_kpi.msg_link_round", link=self.rec_name))
            if at.id not in seen:
                seen.add(at.id)
                waiting += [link.effect for link in at.effects]

    def get_rec_name(self, name):
        return f"{self.cause.rec_name} → {self.effect.rec_name}"


class ObjectivePlace(ModelSQL, ModelView):
    """Where an objective stands on the map, in pixels; apart, so that dragging disturbs nobody."""

    __name__ = "baton.kpi.objective.place"
    __string__ = "Place on the Map"
    objective = fields.Many2One(
        "baton.kpi.objective", "Objective", required=True, ondelete="CASCADE"
    )
    x = fields.Integer("X", required=True)
    y = fields.Integer("Y", required=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            ("objective_unique", Unique(table, table.objective), "baton_kpi.msg_place_twice")
        )


class ObjectiveIndicator(LoggedMixin, sequence_ordered(), ModelSQL, ModelView):
    """An indicator that tells whether the objective is reached; ``weight`` is a fraction."""

    __name__ = "baton.kpi.objective.indicator"
    __string__ = "Indicator of an Objective"
    _logged = ("objective", "indicator", "weight")
    objective = fields.Many2One(
        "baton.kpi.objective", "Objective", required=True, ondelete="CASCADE"
    )
    indicator = fields.Char("Indicator", required=True, help="The indicator's code.")
    weight = fields.Numeric("Weight", digits=(5, 4))

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "indicator_unique",
                Unique(table, table.objective, table.indicator),
                "baton_kpi.msg_objective_indicator_twice",
            )
        )

    @classmethod
    def validate_fields(cls, records, field_names):
        super().validate_fields(records, field_names)
        for record in records:
            if record.weight is not None and not Decimal(0) <= record.weight <= Decimal(1):
                raise ShareError(gettext("baton_kpi.msg_weight", name=record.indicator))

    def get_rec_name(self, name):
        return self.indicator
