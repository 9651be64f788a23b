/** The points of the forecast chart. */
import type { Anomalies, Forecast } from "@/api/gen";
import { forDrawing } from "@/lib/decimal";
import type { OutlookDatum } from "@/widgets/chart/OutlookChart";

interface Words {
  period: (label: string, short: boolean) => string;
  figure: (value: string | null) => string;
  band: (value: string, low: string, high: string) => string;
}

/** How many periods that are over are drawn. */
const PAST = 24;

/** What was, where the period asked for will end, and the periods after it. */
export function outlook(found: Forecast, anomalies: Anomalies | undefined, words: Words): OutlookDatum[] {
  const spikes = new Set(anomalies?.spikes.map((one) => one.period));
  const shifts = new Set(anomalies?.shifts.map((one) => one.since));
  // A period that is over is no forecast any more.
  const over = found.landing !== null && found.landing.low === found.landing.high;
  const known = over && found.landing ? [...found.past, { period: found.period, value: found.landing.value }] : found.past;
  const past = known.slice(-PAST).map(({ period, value }, i, all): OutlookDatum => {
    const drawn = forDrawing(value);
    // The dashed line of what is expected begins where the full one ends.
    const last = i === all.length - 1;
    return {
      label: words.period(period, false),
      tick: words.period(period, true),
      value: drawn,
      expected: last ? drawn : null,
      low: last ? drawn : null,
      high: last ? drawn : null,
      mark: spikes.has(period) ? "spike" : shifts.has(period) ? "shift" : null,
      text: words.figure(value),
    };
  });
  const ahead = [
    ...(found.landing && !over ? [{ period: found.period, ...found.landing }] : []),
    ...found.coming,
  ].map(
    ({ period, value, low, high }): OutlookDatum => ({
      label: words.period(period, false),
      tick: words.period(period, true),
      value: null,
      expected: forDrawing(value),
      low: forDrawing(low),
      high: forDrawing(high),
      mark: null,
      text: words.band(words.figure(value), words.figure(low), words.figure(high)),
    }),
  );
  return [...past, ...ahead];
}
