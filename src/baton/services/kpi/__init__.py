"""Managing by KPIs: strategy, definitions, targets and their cascade, closed periods, checkup."""
