/** What came since the last look; nothing is news on the first look. Pure. */
export function fresh(before: readonly string[] | null, now: readonly string[]): Set<string> {
  if (before === null) return new Set();
  const known = new Set(before);
  return new Set(now.filter((key) => !known.has(key)));
}
