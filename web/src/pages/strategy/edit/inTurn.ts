/** Writes that depend on each other's order, one after the other; false as soon as one does not work. */
export async function inTurn(steps: readonly (() => Promise<boolean>)[]): Promise<boolean> {
  const [first, ...rest] = steps;
  return !first || ((await first()) && (await inTurn(rest)));
}
