"""Big screens 数字大屏: full-screen pages of live figures that people put together themselves."""
