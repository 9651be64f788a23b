"""The fact store and the evaluation of plans on Ibis backends."""
