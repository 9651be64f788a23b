"""Our Tryton modules, each laid out as Tryton's own."""
