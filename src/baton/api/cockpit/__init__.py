"""The cockpit 驾驶舱: KPI cards by perspective."""
