/**
 * Arithmetic on decimal strings, exact: money and quantities never pass through a float.
 * A decimal string is what the server sends: optional minus, digits, optional point and digits.
 */

const DECIMAL = /^([+-])?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

interface Parts {
  negative: boolean;
  digits: bigint;
  /** How many of the digits stand behind the point. */
  scale: number;
}

function parts(text: string): Parts | null {
  const match = DECIMAL.exec(text.trim());
  if (!match || (!match[2] && !match[3])) return null;
  const fraction = match[3] ?? "";
  let digits = BigInt((match[2] ?? "") + fraction);
  let scale = fraction.length - Number(match[4] ?? 0);
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { negative: match[1] === "-", digits, scale };
}

function written({ negative, digits, scale }: Parts): string {
  const padded = digits.toString().padStart(scale + 1, "0");
  const point = padded.length - scale;
  const sign = negative && digits !== 0n ? "-" : "";
  return sign + padded.slice(0, point) + (scale > 0 ? `.${padded.slice(point)}` : "");
}

/** Whether the text is a number this module can work with. */
export function isDecimal(value: unknown): value is string {
  return typeof value === "string" && parts(value) !== null;
}

/** Round half away from zero to `places` digits behind the point; keeps trailing zeros. */
export function roundDecimal(value: string, places: number): string {
  const number = parts(value);
  if (!number) return value;
  const drop = number.scale - places;
  if (drop <= 0) {
    return written({ ...number, digits: number.digits * 10n ** BigInt(-drop), scale: places });
  }
  const unit = 10n ** BigInt(drop);
  const rounded = (number.digits + unit / 2n) / unit;
  return written({ negative: number.negative, digits: rounded, scale: places });
}

/** Multiply by a power of ten (negative to divide), exactly. */
export function shiftDecimal(value: string, exponent: number): string {
  const number = parts(value);
  if (!number) return value;
  const scale = number.scale - exponent;
  if (scale >= 0) return written({ ...number, scale });
  return written({ ...number, digits: number.digits * 10n ** BigInt(-scale), scale: 0 });
}

/** -1, 0 or 1: the order of two decimal strings. */
export function compareDecimal(left: string, right: string): number {
  const a = parts(left);
  const b = parts(right);
  if (!a || !b) return left < right ? -1 : Number(left > right);
  const scale = Math.max(a.scale, b.scale);
  const signed = (n: Parts) => (n.negative ? -1n : 1n) * n.digits * 10n ** BigInt(scale - n.scale);
  const difference = signed(a) - signed(b);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** The exact sum; what is no number counts as nothing. */
export function addDecimals(values: readonly string[]): string {
  const numbers = values.map(parts).filter((number) => number !== null);
  const scale = Math.max(0, ...numbers.map((number) => number.scale));
  const sum = numbers.reduce(
    (total, n) => total + (n.negative ? -1n : 1n) * n.digits * 10n ** BigInt(scale - n.scale),
    0n,
  );
  return written({ negative: sum < 0n, digits: sum < 0n ? -sum : sum, scale });
}

/** The size without the sign. */
export function absDecimal(value: string): string {
  return value.trim().replace(/^[+-]/, "");
}

/** 1234567.5 → 1,234,567.5 */
export function groupDigits(value: string): string {
  const [whole = "", fraction] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A float for drawing (bar length, line height); never for showing or adding money. */
export function forDrawing(value: string | null | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
