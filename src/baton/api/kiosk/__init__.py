"""What a screen's link opens, without a log-in: that screen and nothing else."""
