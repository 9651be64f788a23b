"""The KPI engine: facts, formulas, values. It knows neither Tryton nor HTTP."""
