/** The company's time zone: days and times are told as its own wall clock shows them. */

let current: string | undefined;

/** Tell times in this zone from now on; without one, in the reader's own. */
export function setZone(zone: string | null | undefined): void {
  current = zone && isKnown(zone) ? zone : undefined;
}

export const zone = (): string | undefined => current;

function isKnown(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(): Intl.DateTimeFormat {
  const key = current ?? "";
  let found = clocks.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat("sv-SE", {
      ...(current ? { timeZone: current } : {}),
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    clocks.set(key, found);
  }
  return found;
}

/** A moment as the server writes it; without a zone it is UTC, as the ERP keeps moments. */
export const parseMoment = (iso: string): Date => new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(iso) || iso.length <= 10 ? iso : `${iso}Z`);

/** What the company's wall clock showed at a moment: 2026-11-24T08:05:00. */
export const wallTime = (moment: Date): string => clock().format(moment).replace(" ", "T");

/** The moment at which the company's wall clock shows this. */
export function momentOf(wall: string): Date {
  const shown = (moment: Date) => Date.parse(`${wallTime(moment)}Z`);
  const wanted = Date.parse(`${wall.slice(0, 19)}Z`);
  let moment = new Date(wanted);
  // The second turn puts right what a change of summer time between the two would spoil.
  for (let turn = 0; turn < 2; turn += 1) moment = new Date(moment.getTime() + wanted - shown(moment));
  return moment;
}
